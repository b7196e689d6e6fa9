package eu.slmcopilot.report;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.interpret.RenderResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The templates beside this class, and how values get into them; thread-safe. */
final class Templates {
  private final Jinjava jinjava;

  Templates() {
    jinjava = new Jinjava(JinjavaConfig.newBuilder()
        .withTrimBlocks(true)
        .withFailOnUnknownTokens(true)
        // Else a value with braces in it would be run as a template.
        .withNestedInterpretationEnabled(false)
        .build());
    Escapes.filters().forEach(jinjava.getGlobalContext()::registerFilter);
  }

  /**
   * The template with the values in it.
   *
   * @throws IllegalStateException when the template is broken or names a value that is not there
   */
  String render(String template, Map<String, Object> values) {
    RenderResult result = jinjava.renderForResult(text(template), values);
    if (!result.getErrors().isEmpty()) {
      // The template is ours; its message might quote a value, which might be the password.
      throw new IllegalStateException("the template " + template + " is broken at line "
          + result.getErrors().get(0).getLineno());
    }
    return result.getOutput();
  }

  private static String text(String template) {
    try (InputStream in = Templates.class.getResourceAsStream(template)) {
      if (in == null) {
        throw new IllegalStateException("the template " + template + " is missing in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the template " + template + " cannot be read", e);
    }
  }
}
