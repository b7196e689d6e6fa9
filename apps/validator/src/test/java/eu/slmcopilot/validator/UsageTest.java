package eu.slmcopilot.validator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Command lines that cannot be followed end with 2 and say why [BUILD-03]. */
class UsageTest {
  private final Terminal terminal = new Terminal();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "check",
        "check http://localhost",
        "check https://localhost/other",
        "check localhost --wait soon",
        "check localhost --wait 0s",
        "check localhost --password secret",
        "check localhost --password-file /nonexistent",
        "check localhost --ca /nonexistent",
        "check localhost --ca x --insecure",
        "check localhost --junit /nonexistent/junit.xml",
        "check localhost --http-port none",
        "check localhost --http-port 70000",
        "check localhost --http-port 80 --redirect-port 0",
        "check localhost:99999",
        "check localhost --user a:b",
        "check localhost --timeout 600h",
        "bench localhost --plot /nonexistent/plot.svg",
        "frobnicate"
      })
  void refusesWithTwo(String line) {
    assertThat(terminal.run(line.split(" "))).isEqualTo(2);
    assertThat(terminal.err()).isNotBlank().doesNotContain("Exception:\n\tat");
    assertThat(terminal.err().lines()).as("what was wrong, not a page of help").hasSizeLessThan(4);
  }

  @Test
  void wantsAPassword() {
    terminal.environment = Map.of();
    assertThat(terminal.run("check", "localhost")).isEqualTo(2);
    assertThat(terminal.err()).contains("--password-file", "SLM_COPILOT_PASSWORD");
  }

  @Test
  void refusesAPasswordWithinTheEndpointWithoutShowingIt() {
    assertThat(terminal.run("check", "https://copilot:hunter2@localhost")).isEqualTo(2);
    assertThat(terminal.err()).contains("--user").doesNotContain("hunter2");
  }

  @Test
  void namesACaFileThatHasNoCertificate(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("ca.pem"), "hello");
    assertThat(terminal.run("check", "localhost", "--ca", file.toString())).isEqualTo(2);
    assertThat(terminal.err()).contains(file.toString());
  }

  @Test
  void explainsItself() {
    assertThat(terminal.run("check", "--help")).isZero();
    assertThat(terminal.out()).contains("--ca", "--insecure", "--wait", "Exit codes");
  }
}
