package eu.slmcopilot.configure;

import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.FormParameter;
import eu.slmcopilot.configure.GatewayProbe.Sighting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** [ONE-08] OneGate hears how the copilot is, and READY only when the model answers. */
class AnnounceCommandTest {
  private static final String TOKEN = "c2VjcmV0LXRva2Vu";

  @TempDir
  Path root;

  private final WireMockServer oneGate =
      new WireMockServer(options().bindAddress("127.0.0.1").dynamicPort());
  private Bench bench;

  @BeforeEach
  void aVmWithAccess() throws Exception {
    oneGate.start();
    oneGate.stubFor(put("/vm").willReturn(ok()));
    bench = new Bench(root);
    configured();
    Files.writeString(
        bench.layout().oneEnv(),
        "export TOKENTXT=\"" + TOKEN + "\"\nexport VMID=\"42\"\nexport ONEGATE_ENDPOINT=\""
            + oneGate.baseUrl() + "\"\n");
    stage("bootstrap_success");
    bench.gateway(() -> new Sighting(true, true, TestChain.signedByPrivateCa(bench.layout())));
  }

  @AfterEach
  void stop() {
    oneGate.stop();
  }

  @Test
  void aModelThatAnswersMakesTheVmReady() {
    Bench.Outcome outcome = bench.run("announce");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("announced: ready at https://192.0.2.7/v1, READY=YES");
    assertThat(told())
        .singleElement()
        .asString()
        .contains(
            "ONEAPP_COPILOT_API=\"https://192.0.2.7/v1\"\n",
            "ONEAPP_COPILOT_MODEL=\"devstral-small-2\"\n",
            "ONEAPP_COPILOT_STATE=\"ready\"\n",
            "READY=\"YES\"\n")
        .containsPattern("ONEAPP_COPILOT_CERTIFICATE_SHA256=\"([0-9A-F]{2}:){31}[0-9A-F]{2}\"")
        .containsPattern("ONEAPP_COPILOT_CA_SHA256=\"([0-9A-F]{2}:){31}[0-9A-F]{2}\"");
    oneGate.verify(putRequestedFor(urlEqualTo("/vm"))
        .withHeader("X-ONEGATE-TOKEN", equalTo(TOKEN))
        .withHeader("X-ONEGATE-VMID", equalTo("42")));
  }

  @Test
  void neitherPasswordNorTokenIsToldOrPrinted() throws Exception {
    Bench.Outcome outcome = bench.run("announce");
    oneGate.stubFor(put("/vm").willReturn(status(401)));
    Bench.Outcome refused = bench.run("announce");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(outcome.out() + outcome.err() + refused.out() + refused.err() + bench.log())
        .contains("does not know this VM's token")
        .doesNotContain(TOKEN, "correct-horse");
    assertThat(String.join("", told())).doesNotContain("correct-horse", TOKEN);
  }

  @Test
  void aModelStillLoadingTakesAnOldReadyBack() {
    bench.gateway(() -> new Sighting(true, false, List.of()));
    assertThat(bench.run("announce").code()).isZero();
    bench.gateway(() -> Sighting.NOTHING);
    assertThat(bench.run("announce").code()).isZero();
    assertThat(told()).hasSize(2).allSatisfy(data -> assertThat(data).contains("READY=\"NO\""));
    assertThat(told().get(0)).contains("STATE=\"loading\"");
    assertThat(told().get(1)).contains("STATE=\"down\"");
  }

  @Test
  void aFailedStageIsNotReadyHoweverWellTheModelAnswers() throws Exception {
    stage("bootstrap_failure");
    bench.run("announce");
    assertThat(told()).singleElement().asString().contains("READY=\"NO\"");
  }

  @Test
  void readyIsLeftAloneWhereNobodyWantsItReported() throws Exception {
    bench.configure("ONEAPP_COPILOT_PASSWORD='correct-horse'", "REPORT_READY='yes'");
    assertThat(bench.run("announce").code()).isZero();
    assertThat(told())
        .singleElement()
        .asString()
        .contains("STATE=\"ready\"")
        .doesNotContain("READY=");
  }

  @Test
  void withoutATokenThereIsNobodyToTell() throws Exception {
    Files.delete(bench.layout().oneEnv());
    Bench.Outcome outcome = bench.run("announce");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("nothing announced").contains("TOKEN=YES");
    assertThat(told()).isEmpty();
  }

  @Test
  void aOneGateThatComesLateIsWaitedFor() {
    oneGate.stubFor(put("/vm")
        .inScenario("late")
        .whenScenarioStateIs(STARTED)
        .willReturn(status(503))
        .willSetStateTo("there"));
    oneGate.stubFor(put("/vm").inScenario("late").whenScenarioStateIs("there").willReturn(ok()));
    Instant start = bench.now();
    assertThat(bench.run("announce").code()).isZero();
    assertThat(told()).hasSize(2);
    assertThat(Duration.between(start, bench.now())).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void oneThatStaysAwayIsGivenUpAndSaid() throws Exception {
    oneGate.stubFor(put("/vm").willReturn(status(503)));
    configured("RETRY_COUNT='5'", "RETRY_WAIT_PERIOD='2'");
    Instant start = bench.now();
    Bench.Outcome outcome = bench.run("announce");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out()).contains("answered 503").contains("slm-copilot announce");
    assertThat(told()).hasSize(5);
    assertThat(Duration.between(start, bench.now())).isEqualTo(Duration.ofSeconds(8));
    assertThat(bench.log()).contains("announce WARN");
  }

  @ParameterizedTest
  @ValueSource(strings = {"READY_SCRIPT", "READY_SCRIPT in base64", "READY_SCRIPT_PATH"})
  void theOwnersScriptIsAskedUntilItSaysReady(String how) throws Exception {
    Path marker = root.resolve("asked");
    String script = "echo x >>" + marker + "; [ $(wc -l <" + marker
        + ") -ge 2 ] && [ \"$NOTE\" = \"it's here\" ]";
    configured(
        "NOTE='it'\\''s here'",
        switch (how) {
          case "READY_SCRIPT" -> "READY_SCRIPT='" + script.replace("'", "'\\''") + "'";
          case "READY_SCRIPT_PATH" -> "READY_SCRIPT_PATH='" + executable(script) + "'";
          default ->
            "READY_SCRIPT='" + Base64.getEncoder().encodeToString(script.getBytes(UTF_8)) + "'";
        });
    assertThat(bench.run("announce").code()).isZero();
    assertThat(told()).hasSize(2);
    assertThat(told().get(0)).contains("READY=\"NO\"");
    assertThat(told().get(1)).contains("READY=\"YES\"");
  }

  @Test
  void aScriptThatNeverAgreesKeepsTheVmUnready() throws Exception {
    configured("READY_SCRIPT='exit 7'");
    Bench.Outcome outcome = bench.run("announce");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out()).contains("READY_SCRIPT ended with exit code 7");
    assertThat(told()).hasSize(3).allSatisfy(data -> assertThat(data).contains("READY=\"NO\""));
  }

  @Test
  void aCommandThatIsBase64AsWellIsTakenAsItIsWritten() throws Exception {
    configured("READY_SCRIPT='true'");
    assertThat(bench.run("announce").code()).isZero();
  }

  @Test
  void aScriptThatIsNotThereIsNamed() throws Exception {
    configured("READY_SCRIPT_PATH='/no/such/script'");
    assertThat(bench.run("announce").out())
        .contains("READY_SCRIPT_PATH /no/such/script cannot be run");
  }

  private void configured(String... more) throws Exception {
    List<String> lines =
        new ArrayList<>(List.of("ONEAPP_COPILOT_PASSWORD='correct-horse'", "REPORT_READY='YES'"));
    lines.addAll(List.of(more));
    bench.configure(lines.toArray(String[]::new));
  }

  private Path executable(String script) throws Exception {
    Path file = Files.writeString(root.resolve("ready.sh"), "#!/bin/bash\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  private void stage(String stage) throws Exception {
    Files.createDirectories(bench.layout().stage().getParent());
    Files.writeString(bench.layout().stage(), stage + "\n");
  }

  /** What OneGate was told, the first first. */
  private List<String> told() {
    return oneGate
        .findAll(putRequestedFor(urlEqualTo("/vm")).withFormParam("data", containing("")))
        .stream()
        .map(request -> request.formParameter("data"))
        .map(FormParameter::firstValue)
        .toList();
  }
}
