package eu.slmcopilot.openai;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A client and a server that answers what a test says. */
final class ServedClient implements AutoCloseable {
  static final ChatRequest REQUEST = ChatRequest.to("m", Message.user("hi")).build();
  static final String DONE = "data: [DONE]\n\n";

  final WireMockServer server =
      new WireMockServer(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"));
  final OpenAiClient client;

  ServedClient(Timeouts timeouts) {
    server.start();
    client = OpenAiClient.of(URI.create(server.baseUrl()))
        .credentials(Credentials.bearer("key"))
        .timeouts(timeouts)
        .build();
  }

  ServedClient() {
    this(new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(20)));
  }

  static String word(String text) {
    return "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text
        + "\"},\"finish_reason\":null}]}\n\n";
  }

  static ResponseDefinitionBuilder stream(String body) {
    return aResponse()
        .withHeader("Content-Type", "text/event-stream")
        .withBody(body.getBytes(StandardCharsets.UTF_8));
  }

  ServedClient chatAnswers(ResponseDefinitionBuilder answer) {
    server.stubFor(post(urlPathEqualTo("/v1/chat/completions")).willReturn(answer));
    return this;
  }

  List<String> words() throws OpenAiException {
    List<String> words = new ArrayList<>();
    try (ChatStream stream = client.stream(REQUEST)) {
      while (stream.hasNext()) {
        words.add(stream.next().content());
      }
    }
    return words;
  }

  @Override
  public void close() {
    client.close();
    server.stop();
  }
}
