package eu.slmcopilot.configure;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;

import eu.slmcopilot.configure.GatewayProbe.Sighting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** [ONE-02] [ONE-04] [ONE-08] [INFER-04] What bootstrap starts, waits for and leaves behind. */
class BootstrapCommandTest {
  private static final Sighting ALIVE = new Sighting(true, false, List.of());
  private static final Sighting READY = new Sighting(true, true, List.of());
  private static final String ENGINE = "enable local-ai.service";
  private static final String GATEWAY = "enable slm-copilot-gateway.service";
  private static final String REPORT = "start slm-copilot-report.service";

  @TempDir
  Path root;

  private Bench bench;

  @BeforeEach
  void configuredOnce() throws Exception {
    bench = new Bench(root);
    bench.model(1024);
    bench.configure("ONEAPP_COPILOT_PASSWORD='correct-horse'");
    bench.actions();
  }

  @Test
  void aReadyCopilotIsReportedWithItsCredentialsAndNothingElseIsStarted() throws Exception {
    bench.gateway(() -> READY);
    Bench.Outcome outcome = bench.run("bootstrap");
    assertThat(outcome).returns(0, Bench.Outcome::code);
    assertThat(bench.actions()).containsExactly(ENGINE, GATEWAY);
    assertThat(report())
        .contains("status = ready")
        .contains("endpoint = https://192.0.2.7/v1")
        .contains("password = correct-horse")
        .contains("\"apiKey\":\"correct-horse\"");
    assertThat(Files.getPosixFilePermissions(bench.layout().report()))
        .isEqualTo(fromString("rw-------"));
    assertThat(Files.getPosixFilePermissions(bench.layout().banner()))
        .isEqualTo(fromString("rw-r--r--"));
    assertThat(outcome.out() + outcome.err() + bench.log() + banner())
        .doesNotContain("correct-horse");
    assertThat(banner()).contains("'ready'");
  }

  @Test
  void aModelThatLoadsForLongIsLeftToTheUnitWellWithinTheLockOfOneContext() throws Exception {
    bench.gateway(() -> ALIVE);
    Instant start = bench.now();
    assertThat(bench.run("bootstrap").code()).isZero();
    assertThat(Duration.between(start, bench.now()))
        .isBetween(Duration.ofSeconds(85), Duration.ofSeconds(100));
    assertThat(bench.actions()).containsExactly(ENGINE, GATEWAY, REPORT);
    assertThat(report()).contains("status = loading the model").contains("note1 = ");
  }

  @Test
  void theUnitCompletesTheReportOnceTheModelIsThere() throws Exception {
    Instant there = bench.now().plusSeconds(1500);
    bench.gateway(() -> bench.now().isBefore(there) ? ALIVE : READY);
    bench.run("bootstrap");
    Bench.Outcome outcome = bench.run("report", "--write", "--wait", "3600");
    assertThat(outcome.code()).isZero();
    assertThat(bench.now()).isBetween(there, there.plusSeconds(5));
    assertThat(report()).contains("status = ready").doesNotContain("note1");
    assertThat(outcome.out()).doesNotContain("correct-horse");
  }

  @Test
  void aGatewayThatNeverAnswersIsAFailureAndTheReportSaysWhereToLook() throws Exception {
    bench.services().state("slm-copilot-gateway.service", "failed (failed)");
    assertThat(bench.run("bootstrap").code()).isEqualTo(1);
    assertThat(report())
        .contains("status = not reachable")
        .contains("slm-copilot-gateway.service = failed (failed)")
        .contains("journalctl -u slm-copilot-gateway");
    bench.gateway(() -> READY);
    assertThat(bench.run("bootstrap").code()).isZero();
    assertThat(report()).contains("status = ready");
  }

  @Test
  void anEngineThatDoesNotRunIsNotCalledLoading() throws Exception {
    bench.gateway(() -> ALIVE);
    bench.services().state("local-ai.service", "activating (auto-restart)");
    bench.run("bootstrap");
    assertThat(report()).contains("LocalAI does not run").contains("journalctl -u local-ai");
  }

  @Test
  void withoutUnitsNothingIsStartedOrWaitedFor() throws Exception {
    bench.services().absent();
    Instant start = bench.now();
    assertThat(bench.run("bootstrap").code()).isZero();
    assertThat(bench.now()).isEqualTo(start);
    assertThat(bench.actions()).isEmpty();
    assertThat(report()).contains("status = not reachable");
  }

  @Test
  void beforeTheFirstConfigureItSaysWhatToDo(@TempDir Path fresh) {
    Bench.Outcome outcome = new Bench(fresh).run("bootstrap");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err())
        .contains("run 'slm-copilot configure' first")
        .doesNotContain("Exception");
  }

  @Test
  void aDomainWithoutItsCertificateYetIsSaid() throws Exception {
    bench.configure("ONEAPP_COPILOT_DOMAIN='copilot.example.org'");
    bench.gateway(() -> new Sighting(true, true, TestChain.signedByPrivateCa(bench.layout())));
    bench.run("bootstrap");
    assertThat(report())
        .contains("endpoint = https://copilot.example.org/v1")
        .contains("kind = private CA of this appliance")
        .contains("no certificate of a public authority for copilot.example.org");
  }

  private String report() throws Exception {
    return Files.readString(bench.layout().report());
  }

  private String banner() throws Exception {
    return Files.readString(bench.layout().banner());
  }
}
