package eu.slmcopilot.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs the shell blocks of a guide in a real bash, with every program replaced by one that tells what it was given. */
final class ShellRun {
  private static final List<String> PROGRAMS = List.of(
      "curl",
      "openssl",
      "sudo",
      "code",
      "cline",
      "cn",
      "opencode",
      "qwen",
      "zed",
      "aider",
      "openhands",
      "python3",
      "npm",
      "grep");
  private static final List<String> VARIABLES = List.of(
      "OPENAI_API_KEY",
      "OPENAI_BASE_URL",
      "OPENAI_MODEL",
      "LLM_API_KEY",
      "LLM_MODEL",
      "LLM_BASE_URL",
      "SLM_COPILOT_PASSWORD",
      "SLM_COPILOT_API_KEY",
      "NODE_EXTRA_CA_CERTS",
      "SSL_CERT_FILE");

  private final Path directory;

  ShellRun(Path directory) {
    this.directory = directory;
  }

  /**
   * What programs got as arguments, as {@code name=argument}, on standard input, as {@code stdin=line}, and what was
   * exported in the end, as {@code NAME=value}.
   */
  List<String> seen(List<String> blocks) {
    StringBuilder script = new StringBuilder("set -u\n");
    script.append("tell() { printf '%s=%s\\0' \"$@\" >&9; }\n");
    for (String program : PROGRAMS) {
      script.append(program).append("() { local a; for a in \"$@\"; do tell ").append(program);
      script.append(" \"$a\"; done; tell env \"${NODE_EXTRA_CA_CERTS-}\"; ");
      script.append(
          "if [ ! -t 0 ]; then while IFS= read -r a; do tell stdin \"$a\"; done; fi; }\n");
    }
    blocks.forEach(block -> script.append(block).append('\n'));
    // From a child: what is not exported does not get there.
    script
        .append("bash -c 'for v in ")
        .append(String.join(" ", VARIABLES))
        .append("; do printf \"%s=%s\\0\" \"$v\" \"${!v-}\" >&9; done'\n");
    return List.of(run(script.toString()).split("\0"));
  }

  private String run(String script) {
    try {
      Path file = Files.writeString(directory.resolve("script.sh"), script);
      Path told = directory.resolve("told");
      Process bash = new ProcessBuilder(
              "bash", "-c", "exec 9>\"$1\" </dev/null; . \"$0\"", file.toString(), told.toString())
          .redirectErrorStream(true)
          .start();
      bash.getOutputStream().close();
      String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(bash.waitFor()).as("%s%n%s", said, script).isZero();
      assertThat(said).as("a word that the shell took for its own").doesNotContain("not found");
      return Files.readString(told);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
