package eu.slmcopilot.configure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** [ONE-03] Units are told of changes that concern them, of nothing else, and never forgotten. */
class UnitsTest {
  private static final String RELOAD = "reload slm-copilot-gateway.service";
  private static final String RESTART = "restart local-ai.service";

  @TempDir
  Path root;

  private Bench bench;

  @BeforeEach
  void configuredOnce() throws Exception {
    bench = new Bench(root);
    bench.model(1024);
    bench.configure("");
    assertThat(bench.actions()).containsExactly(RELOAD, RESTART);
  }

  @Test
  void nothingChangedMeansNobodyIsDisturbed() {
    bench.run("configure");
    assertThat(bench.actions()).isEmpty();
  }

  @Test
  void aGatewaySettingLeavesTheModelLoaded() throws Exception {
    bench.configure("ONEAPP_COPILOT_RATE_LIMIT='5'");
    assertThat(bench.actions()).containsExactly(RELOAD);
    bench.configure("ONEAPP_COPILOT_RATE_LIMIT='5'", "ONEAPP_COPILOT_PASSWORD='correct-horse'");
    assertThat(bench.actions()).containsExactly(RELOAD);
  }

  @Test
  void threadsConcernTheEngineAlone() throws Exception {
    bench.configure("ONEAPP_COPILOT_THREADS='3'");
    assertThat(bench.actions()).containsExactly(RESTART);
  }

  @Test
  void theContextSizeConcernsBoth() throws Exception {
    bench.configure("ONEAPP_COPILOT_CONTEXT_SIZE='4096'");
    assertThat(bench.actions()).containsExactly(RELOAD, RESTART);
  }

  @Test
  void whatCouldNotBeToldIsToldByTheNextRun() throws Exception {
    bench.servicesFail(true);
    Bench.Outcome failed = bench.configure("ONEAPP_COPILOT_THREADS='3'");
    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.err()).contains("no bus");
    bench.servicesFail(false);
    assertThat(bench.run("configure").out()).contains("unchanged").doesNotContain("written");
    assertThat(bench.actions()).containsExactly(RESTART);
    bench.run("configure");
    assertThat(bench.actions()).isEmpty();
  }
}
