package example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** [BUILD-08] The README's example does what the README says; tests/it holds the two equal. */
class ExampleTest {
  @TempDir
  Path directory;

  @Test
  void goodValuesAreUsedAndBadOnesAreAllNamed() throws Exception {
    assertThat(said("ONEAPP_WEB_ADMINS='a@example.org, b@example.org'\n"))
        .isEqualTo("port 443, admins [a@example.org, b@example.org]\n");
    assertThat(said("ONEAPP_WEB_PORT='https'\nONEAPP_WEB_ADMINS='nobody'\nONEAPP_WEB_PROT='1'\n"))
        .contains("ONEAPP_WEB_PORT", "ONEAPP_WEB_ADMINS", "ONEAPP_WEB_PROT")
        .doesNotContain("port 443");
  }

  private String said(String context) throws Exception {
    Path file = Files.writeString(directory.resolve("context.sh"), context);
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PrintStream captured = new PrintStream(out, true, StandardCharsets.UTF_8)) {
      System.setOut(captured);
      Example.main(new String[] {file.toString()});
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
