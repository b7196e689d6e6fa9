package eu.slmcopilot.openai;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Plain calls and what can go wrong with them [INFER-01]. */
class OpenAiClientTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/v1", "/v1/"})
  void takesTheServerWithAndWithoutVersion(String path) throws Exception {
    try (ServedClient served = new ServedClient()) {
      served.server.stubFor(get(urlPathEqualTo("/v1/models"))
          .willReturn(aResponse().withBody("{\"data\":[{\"id\":\"a\",\"owned_by\":\"b\"}]}")));
      URI base = URI.create(served.server.baseUrl() + path);
      try (OpenAiClient client =
          OpenAiClient.of(base).credentials(Credentials.basic("me", "p:w")).build()) {
        assertThat(client.models()).containsExactly(new Model("a", "b"));
      }
      served.server.verify(getRequestedFor(urlPathEqualTo("/v1/models"))
          .withHeader("Authorization", equalTo("Basic bWU6cDp3")));
    }
  }

  @Test
  void answersAChat() throws Exception {
    try (ServedClient served = new ServedClient()) {
      served.chatAnswers(aResponse()
          .withBody("{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"hello\"},"
              + "\"finish_reason\":\"stop\"}]}"));
      assertThat(served.client.chat(ServedClient.REQUEST).message().content()).isEqualTo("hello");
      served.server.verify(postRequestedFor(urlPathEqualTo("/v1/chat/completions"))
          .withHeader("Authorization", equalTo("Bearer key")));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "400, BadRequest", "401, Authentication", "403, Authentication", "404, BadRequest",
    "429, RateLimit", "500, Unavailable", "503, Unavailable", "307, Protocol"
  })
  void namesTheFailureOfBothKindsOfCall(int status, String type) throws Exception {
    try (ServedClient served = new ServedClient()) {
      served.chatAnswers(aResponse()
          .withStatus(status)
          .withHeader("Retry-After", "0")
          .withHeader("Location", "/elsewhere")
          .withBody("{\"error\":{\"message\":\"no luck\",\"type\":\"t\",\"code\":\"c\"}}"));
      assertThatThrownBy(() -> served.client.chat(ServedClient.REQUEST))
          .isInstanceOfSatisfying(OpenAiException.class, e -> {
            assertThat(e.getClass().getSimpleName()).isEqualTo(type);
            assertThat(e.status()).isEqualTo(status);
          })
          .hasMessageContaining("no luck");
      assertThatThrownBy(served::words).hasMessageContaining("no luck");
      // Once for each call: nothing is repeated, not even after "Retry-After: 0".
      served.server.verify(2, postRequestedFor(urlPathEqualTo("/v1/chat/completions")));
    }
  }

  @Test
  void tellsWhenToComeBack() throws Exception {
    try (ServedClient served = new ServedClient()) {
      served.chatAnswers(aResponse().withStatus(429).withHeader("Retry-After", "7"));
      assertThatThrownBy(served::words)
          .isInstanceOfSatisfying(
              OpenAiException.RateLimit.class,
              e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(7)));
    }
  }

  @Test
  void givesUpOnAServerThatDoesNotAnswer() throws Exception {
    Timeouts hasty =
        new Timeouts(Duration.ofSeconds(5), Duration.ofMillis(200), Duration.ofSeconds(5));
    try (ServedClient served = new ServedClient(hasty)) {
      served.chatAnswers(aResponse().withFixedDelay(5_000));
      assertThatThrownBy(() -> served.client.chat(ServedClient.REQUEST))
          .isInstanceOf(OpenAiException.Timeout.class);
    }
  }

  @Test
  void givesUpOnAnAnswerThatDrips() throws Exception {
    Timeouts hasty =
        new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(5));
    try (EndlessServer server = new EndlessServer("{", " ");
        OpenAiClient client = OpenAiClient.of(server.uri()).timeouts(hasty).build()) {
      assertThatThrownBy(() -> client.chat(ServedClient.REQUEST))
          .isInstanceOf(OpenAiException.Timeout.class);
    }
  }

  @Test
  void aClosedClientDoesNotSayThatTheServerWasSlow() throws Exception {
    try (ServedClient served = new ServedClient()) {
      served.client.close();
      try (ChatStream stream = served.client.stream(ServedClient.REQUEST)) {
        assertThatThrownBy(stream::hasNext).isInstanceOf(OpenAiException.Connection.class);
      }
    }
  }

  @Test
  void saysWhichServerCannotBeReached() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    try (OpenAiClient client =
        OpenAiClient.of(URI.create("http://127.0.0.1:" + free)).build()) {
      assertThatThrownBy(client::models)
          .isInstanceOf(OpenAiException.Connection.class)
          .hasMessageContaining("127.0.0.1:" + free);
    }
  }

  @Test
  void refusesAddressesItCannotUseWithoutRepeatingAPassword() {
    assertThatThrownBy(() -> OpenAiClient.of(URI.create("https://u:secret@host/v1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> OpenAiClient.of(URI.create("ftp://host")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Credentials.bearer("secret")).hasToString("Bearer (hidden)");
  }
}
