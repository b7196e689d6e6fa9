package eu.slmcopilot.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** [BUILD-03] The validator's jar says yes to the real product and names what is wrong when something is. */
class ValidatorTest {
  @TempDir
  Path root;

  private Program check(Copilot copilot, String password, String... more) throws Exception {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-jar",
        Program.TOP.resolve("apps/validator/target/slm-copilot-validator.jar").toString(),
        "check",
        copilot.url("").toString(),
        "--ca",
        copilot.caFile().toString()));
    command.addAll(List.of(more));
    return Program.start(
        root.resolve("validator.log"), Map.of("SLM_COPILOT_PASSWORD", password), command);
  }

  @Test
  void theRealProductPassesEveryCheck() throws Exception {
    Path junit = root.resolve("junit.xml");
    try (Copilot copilot = new Copilot(root, "--withhold-tool-calls");
        Program validator = check(
            copilot,
            Copilot.PASSWORD,
            "--http-port",
            String.valueOf(copilot.httpPort()),
            "--require-tools",
            "--junit",
            junit.toString())) {
      assertThat(validator.exit(110)).as(validator.text()).isZero();
      assertThat(validator.text()).contains("25 passed");
      assertThat(Files.readString(junit)).contains("tests=\"25\" failures=\"0\"");
      assertThat(validator.text()).contains("SEC-02", "INFER-02").doesNotContain(Copilot.PASSWORD);
    }
  }

  @Test
  void aPasswordThatIsNoApiKeyIsAFindingNotACrash() throws Exception {
    try (Copilot copilot = new Copilot(root)) {
      copilot.configure("two words of it");
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> copilot.gateway().text().contains("read anew"));
      try (Program validator = check(copilot, "two words of it")) {
        assertThat(validator.exit(110)).isEqualTo(1);
        assertThat(validator.text())
            .containsPattern("bearer-accepted +SEC-02 +failed")
            .containsPattern("chat-streaming +INFER-02 +passed");
      }
    }
  }

  @Test
  void aWrongPasswordFailsAndSaysWhichRequirement() throws Exception {
    try (Copilot copilot = new Copilot(root);
        Program validator = check(copilot, "not-the-password", "--json")) {
      assertThat(validator.exit(110)).as(validator.text()).isEqualTo(1);
      assertThat(validator.text()).contains("SEC-02").doesNotContain("not-the-password");
    }
  }
}
