package eu.slmcopilot.configure;

import eu.slmcopilot.context.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The owner's own word on whether the VM is ready: {@code READY_SCRIPT_PATH}, else {@code READY_SCRIPT}, as plain text or
 * base64, both as one-context knows them. Exit code 0 means ready.
 */
final class ReadyScript {
  // What the shell may be given as a variable; one-context exports the same.
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final Context context;
  private final Shell shell;

  ReadyScript(Context context, Shell shell) {
    this.context = context;
    this.shell = shell;
  }

  /** Why it says that the VM is not ready; empty when it has nothing against it, or when there is none. */
  Optional<String> objection() {
    String path = text("READY_SCRIPT_PATH");
    String script = text("READY_SCRIPT");
    if (!path.isEmpty()) {
      return outcome("READY_SCRIPT_PATH " + path, List.of(path));
    }
    return script.isEmpty()
        ? Optional.empty()
        : outcome("READY_SCRIPT", List.of("bash", "-c", plain(script)));
  }

  private Optional<String> outcome(String what, List<String> command) {
    try {
      int code = shell.run(command, variables());
      return code == 0 ? Optional.empty() : Optional.of(what + " ended with exit code " + code);
    } catch (IOException e) {
      return Optional.of(what + " cannot be run: " + e.getMessage());
    }
  }

  private Map<String, String> variables() {
    Map<String, String> variables = new TreeMap<>();
    for (String name : context.names()) {
      String value = text(name);
      if (NAME.matcher(name).matches() && value.indexOf('\0') < 0) {
        variables.put(name, value);
      }
    }
    return variables;
  }

  /** Many a short command, such as "true", is base64 as well; but hardly one of text. */
  private static String plain(String script) {
    try {
      byte[] decoded = Base64.getDecoder().decode(script.replaceAll("\\s", ""));
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(decoded)).toString();
      return text.chars().allMatch(c -> c >= ' ' || Character.isWhitespace(c)) ? text : script;
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return script;
    }
  }

  private String text(String name) {
    return context
        .bytes(name)
        .map(value -> new String(value, StandardCharsets.UTF_8))
        .orElse("");
  }
}
