package eu.slmcopilot.configure;

import static org.assertj.core.api.Assertions.assertThat;

import eu.slmcopilot.configure.GatewayProbe.Sighting;
import eu.slmcopilot.tls.CertificateFacts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** [ONE-02] What status and report print, and to whom the password is shown. */
class StatusAndReportTest {
  @TempDir
  Path root;

  private Bench bench;

  @BeforeEach
  void configuredOnce() throws Exception {
    bench = new Bench(root);
    bench.configure("ONEAPP_COPILOT_PASSWORD='correct-horse'");
  }

  @Test
  void statusEndsWithZeroOnlyWhenReadyAndNeverShowsThePassword() throws Exception {
    Bench.Outcome down = bench.run("status");
    assertThat(down.code()).isEqualTo(1);
    assertThat(down.out()).contains("not reachable").contains("journalctl");
    bench.gateway(() -> new Sighting(true, true, TestChain.signedByPrivateCa(bench.layout())));
    Bench.Outcome ready = bench.run("status");
    assertThat(ready.code()).isZero();
    assertThat(ready.out())
        .contains("SLM-Copilot: ready")
        .contains("https://192.0.2.7/v1")
        .contains("private CA")
        .containsPattern("SHA-256 ([0-9A-F]{2}:){31}[0-9A-F]{2}");
    String json = bench.run("status", "--json").out();
    assertThat(json).contains("\"status\" : \"ready\"", "\"kind\" : \"private_ca\"");
    assertThat(ready.out() + json + down.out() + bench.log()).doesNotContain("correct-horse");
  }

  @Test
  void aReportComesInThreeFormatsAndWithThePassword() throws Exception {
    assertThat(bench.run("report").out()).contains("password = correct-horse");
    assertThat(bench.run("report", "--format", "markdown").out()).contains("`correct-horse`");
    assertThat(bench.run("report", "--format=json").out())
        .contains("\"api_key\" : \"correct-horse\"");
    assertThat(bench.run("report", "--format", "xml").code()).isEqualTo(2);
  }

  @Test
  void theReportSaysWhatClientsShouldTrustAndTheLongestAnswerToAskFor() throws Exception {
    TestChain.signedByPrivateCa(bench.layout());
    String anchor = CertificateFacts.ofPem(
            Files.readString(bench.layout().caCertificate()), Optional.empty())
        .orElseThrow()
        .sha256();
    assertThat(bench.run("report").out())
        .contains("ca_url = http://192.0.2.7/ca.pem")
        .contains("ca_sha256_fingerprint = " + anchor)
        .contains("max_output_tokens = 8192");
    bench.configure("ONEAPP_COPILOT_CONTEXT_SIZE='8192'");
    assertThat(bench.run("report").out())
        .as("an answer that leaves room for the prompt")
        .contains("max_output_tokens = 2048");
    bench.configure("ONEAPP_COPILOT_MAX_TOKENS='500'");
    assertThat(bench.run("report").out()).contains("max_output_tokens = 500");
    bench.configure("ONEAPP_COPILOT_MAX_TOKENS='0'", "ONEAPP_COPILOT_DOMAIN='copilot.example.org'");
    assertThat(bench.run("report").out())
        .contains("max_output_tokens = 8192")
        .contains("ca_url = http://copilot.example.org/ca.pem");
  }

  @Test
  void waitingInVainIsAFailureForScripts() {
    bench.gateway(() -> new Sighting(true, false, List.of()));
    assertThat(bench.run("report", "--write", "--wait", "5").code()).isEqualTo(1);
    assertThat(bench.run("report", "--write").code()).isZero();
  }

  @Test
  void theCompletionScriptKnowsEveryCommand() {
    assertThat(bench.run("generate-completion").out())
        .contains("complete -F")
        .contains("bootstrap", "configure", "connect", "password", "report", "status", "variables");
  }
}
