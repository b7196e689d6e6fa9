package eu.slmcopilot.configure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** [ONE-01] [SEC-03] What the doctor says as a whole, to people and to scripts. */
class DoctorCommandTest {
  @TempDir
  Path root;

  private Bench bench;

  @BeforeEach
  void setUp() {
    bench = new Bench(root);
  }

  @Test
  void beforeConfigureTheMissingSettingsAreToldAndTheRestIsLookedAtAllTheSame() {
    Bench.Outcome outcome = bench.run("doctor");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out()).contains("FAIL  settings", "run 'slm-copilot configure' first");
    assertThat(outcome.out().lines()).allMatch(line -> line.matches("(ok|warn|FAIL|skip) +\\S.*"));
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void eachCheckIsThereOnceAndAllOfItAsJson() throws Exception {
    bench.configure("ONEAPP_COPILOT_PASSWORD='correct-horse'");
    Bench.Outcome outcome = bench.run("doctor", "--json");
    JsonNode report = new ObjectMapper().readTree(outcome.out());
    List<String> names = new ArrayList<>();
    report.get("checks").forEach(check -> names.add(check.get("name").asText()));
    assertThat(names)
        .doesNotHaveDuplicates()
        .contains(
            "cpu",
            "memory",
            "disk /var",
            "disk /opt",
            "model",
            "port 443",
            "port 80",
            "port 8080",
            "clock",
            "dns",
            "http",
            "certificate",
            "gateway",
            "engine",
            "settings",
            "password",
            "log");
    assertThat(report.get("failed").asBoolean()).isTrue();
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out()).doesNotContain("correct-horse");
  }

  @Test
  void aModelThatDoesNotFitIsToldWithTheNumbers() throws Exception {
    bench.configure("");
    bench.model(14_300_000_000L);
    bench.machine(1, 1, 1);
    assertThat(bench.run("doctor").out())
        .containsPattern("FAIL  memory +32768 tokens need .*this VM has 1.0 GiB");
    bench.machine(64, 1, 1);
    assertThat(bench.run("doctor").out()).containsPattern("ok    memory ");
  }

  @Test
  void theExitCodeIsZeroWhenNothingFails() throws Exception {
    bench.configure("");
    bench.gateway(() -> new GatewayProbe.Sighting(true, true, List.of()));
    Bench.Outcome outcome = bench.run("doctor");
    boolean fails = outcome.out().lines().anyMatch(line -> line.startsWith("FAIL"));
    assertThat(outcome.code()).isEqualTo(fails ? 1 : 0);
    assertThat(outcome.out()).contains("/health answers", "local-ai.service is active (running)");
    Files.delete(bench.layout().password());
    assertThat(bench.run("doctor").code()).isEqualTo(1);
  }
}
