package eu.slmcopilot.context.onegate;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** [ONE-08] A VM tells OneGate about itself. */
class OneGateTest {
  private static final String TOKEN = "c2VjcmV0LXRva2Vu";
  private static final Map<String, String> READY = Map.of("READY", "YES");

  private final WireMockServer server =
      new WireMockServer(options().bindAddress("127.0.0.1").dynamicPort());

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void attributesAreAppendedUnderTheVmsOwnToken() throws Exception {
    server.stubFor(put("/vm").willReturn(ok()));
    gate("").update(Map.of("ONEAPP_X_API", "https://a.example/v1?a=b&c=d é"));
    gate("/").update(READY);
    server.verify(putRequestedFor(urlEqualTo("/vm"))
        .withHeader("X-ONEGATE-TOKEN", equalTo(TOKEN))
        .withHeader("X-ONEGATE-VMID", equalTo("42"))
        .withFormParam("type", equalTo("1"))
        .withFormParam("data", equalTo("ONEAPP_X_API=\"https://a.example/v1?a=b&c=d é\"\n")));
    server.verify(
        putRequestedFor(urlEqualTo("/vm")).withFormParam("data", equalTo("READY=\"YES\"\n")));
  }

  @ParameterizedTest
  @CsvSource({
    "401, false, token",
    "403, false, token",
    "404, false, no OneGate",
    "400, false, answered 400",
    "429, true, answered 429",
    "500, true, answered 500",
    "503, true, answered 503",
    "302, false, answered 302"
  })
  void aRefusalSaysWhatItMeansAndWhetherItMayPass(int status, boolean mayPass, String words) {
    server.stubFor(put("/vm").willReturn(status(status).withBody("because of " + TOKEN)));
    OneGateException refused =
        catchThrowableOfType(OneGateException.class, () -> gate("").update(READY));
    assertThat(refused.mayPass()).isEqualTo(mayPass);
    assertThat(refused).hasMessageContaining(words).hasMessageNotContaining(TOKEN);
  }

  @Test
  void aSlowOneIsGivenUp() {
    server.stubFor(put("/vm").willReturn(ok().withFixedDelay(60_000)));
    OneGateException refused = catchThrowableOfType(
        OneGateException.class, () -> new OneGate(access(""), Duration.ofSeconds(1)).update(READY));
    assertThat(refused.mayPass()).isTrue();
    assertThat(refused).hasMessageContaining("no answer within 1 s");
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"EMPTY_RESPONSE", "CONNECTION_RESET_BY_PEER"})
  void aBrokenConnectionMayPass(Fault fault) {
    server.stubFor(put("/vm").willReturn(aResponse().withFault(fault)));
    OneGateException refused =
        catchThrowableOfType(OneGateException.class, () -> gate("").update(READY));
    assertThat(refused.mayPass()).isTrue();
  }

  @Test
  void oneThatIsNotThereMayCome() {
    OneGate gate = gate("");
    server.stop();
    OneGateException refused =
        catchThrowableOfType(OneGateException.class, () -> gate.update(READY));
    assertThat(refused.mayPass()).isTrue();
    assertThat(refused).hasMessageContaining("cannot be reached").hasMessageNotContaining(TOKEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a \"quoted\" word", "back\\slash", "two\nlines", "bell\u0007"})
  void whatCouldBeMisreadIsNotSent(String value) {
    assertThatThrownBy(() -> gate("").update(Map.of("X", value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("X");
    assertThatThrownBy(() -> gate("").update(Map.of("READY=\"YES\"\nX", "1")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(server.getAllServeEvents()).isEmpty();
  }

  @Test
  void theAccessIsTheHeadOfOneContextsFileAndItsTokenIsNotShown() {
    String head = "export TOKENTXT=\"" + TOKEN
        + "\"\nexport VMID=\"42\"\nexport ONEGATE_ENDPOINT=\"http://169.254.16.9:5030\"\n";
    OneGateAccess access = OneGateAccess.of(head.getBytes(UTF_8)).orElseThrow();
    assertThat(access)
        .isEqualTo(new OneGateAccess(URI.create("http://169.254.16.9:5030"), "42", TOKEN));
    assertThat(access.toString()).contains("VM 42").doesNotContain(TOKEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "export VMID=\"42\"\nexport ONEGATE_ENDPOINT=\"http://169.254.16.9:5030\"\n",
        "export TOKENTXT=\"t\"\nexport VMID=\"42\"\nexport ONEGATE_ENDPOINT=\"\"\n",
        "export TOKENTXT=\"t\"\nexport VMID=\"42\"\nexport ONEGATE_ENDPOINT=\"file:///etc/passwd\"\n",
        "export TOKENTXT=\"t\"\nexport VMID=\"42\"\nexport ONEGATE_ENDPOINT=\"no url at all\"\n",
        "export TOKENTXT=\"t\"\nexport X=\"\"\nexport VMID=\"42\"\nexport ONEGATE_ENDPOINT=\"http://a:1\"\n"
      })
  void withoutTheWholeOfItThereIsNone(String text) {
    assertThat(OneGateAccess.of(text.getBytes(UTF_8))).isEmpty();
  }

  private OneGate gate(String end) {
    return new OneGate(access(end), Duration.ofSeconds(30));
  }

  private OneGateAccess access(String end) {
    return new OneGateAccess(URI.create("http://127.0.0.1:" + server.port() + end), "42", TOKEN);
  }
}
