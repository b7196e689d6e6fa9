package eu.slmcopilot.openai;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** [BUILD-03] Only what was asked for is repeated, and only what repeating can mend. */
class RetryPolicyTest {
  private static final RetryPolicy THREE =
      new RetryPolicy(3, Duration.ofSeconds(4), Duration.ofSeconds(30));

  private final List<Duration> pauses = new ArrayList<>();

  private List<Model> models(ServedClient served) throws Exception {
    return THREE.call(served.client::models, pauses::add, new Random(7));
  }

  private static ServedClient first(ResponseDefinitionBuilder answer) {
    ServedClient served = new ServedClient();
    served.server.stubFor(get(anyUrl())
        .inScenario("x")
        .whenScenarioStateIs(STARTED)
        .willReturn(answer)
        .willSetStateTo("mended"));
    served.server.stubFor(get(anyUrl())
        .inScenario("x")
        .whenScenarioStateIs("mended")
        .willReturn(okJson("{\"data\":[{\"id\":\"m\"}]}")));
    return served;
  }

  @Test
  void waitsAsTheServerAsksAndCallsAgain() throws Exception {
    try (ServedClient served = first(aResponse().withStatus(429).withHeader("Retry-After", "7"))) {
      assertThat(models(served)).hasSize(1);
    }
    assertThat(pauses).containsExactly(Duration.ofSeconds(7));
  }

  @Test
  void isNotKeptWaitingLongerThanItsLongest() throws Exception {
    try (ServedClient served = first(aResponse().withStatus(429).withHeader("Retry-After", "31"))) {
      assertThatThrownBy(() -> models(served)).isInstanceOf(OpenAiException.RateLimit.class);
    }
    assertThat(pauses).isEmpty();
  }

  @Test
  void pausesGrowAndTheLastFailureIsTold() throws Exception {
    try (ServedClient served = new ServedClient()) {
      served.server.stubFor(get(anyUrl()).willReturn(aResponse().withStatus(503)));
      assertThatThrownBy(() -> models(served)).isInstanceOf(OpenAiException.Unavailable.class);
      served.server.verify(3, getRequestedFor(anyUrl()));
    }
    assertThat(pauses).hasSize(2);
    assertThat(pauses.get(0)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
    assertThat(pauses.get(1)).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(8));
  }

  @Test
  void aWrongPasswordIsNotTriedTwice() throws Exception {
    try (ServedClient served = first(aResponse().withStatus(401))) {
      assertThatThrownBy(() -> models(served)).isInstanceOf(OpenAiException.Authentication.class);
      served.server.verify(1, getRequestedFor(anyUrl()));
    }
    assertThat(pauses).isEmpty();
  }

  @Test
  void theClientAloneRepeatsNothing() throws Exception {
    try (ServedClient served = first(aResponse().withStatus(503))) {
      assertThatThrownBy(served.client::models).isInstanceOf(OpenAiException.Unavailable.class);
      served.server.verify(1, getRequestedFor(anyUrl()));
    }
  }

  @Test
  void aPolicyWithoutAnAttemptIsRefused() {
    assertThatThrownBy(() -> new RetryPolicy(0, Duration.ZERO, Duration.ZERO))
        .hasMessageContaining("1 attempt or more");
  }
}
