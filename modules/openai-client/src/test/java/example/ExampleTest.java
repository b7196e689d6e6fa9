package example;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** [BUILD-08] The README's example does what the README says; tests/it holds the two equal. */
class ExampleTest {
  @Test
  void theAnswerIsPrintedWordByWord() throws Exception {
    WireMockServer server =
        new WireMockServer(options().bindAddress("127.0.0.1").dynamicPort());
    server.start();
    server.stubFor(post("/v1/chat/completions")
        .withHeader("Authorization", equalTo("Bearer key"))
        .willReturn(ok(word("Beans ") + word("brew") + "data: [DONE]\n\n")
            .withHeader("Content-Type", "text/event-stream")));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      Example.haiku(
          URI.create(server.baseUrl()), "key", new PrintStream(out, true, StandardCharsets.UTF_8));
    } finally {
      server.stop();
    }
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("Beans brew");
  }

  private static String word(String text) {
    return "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text
        + "\"},\"finish_reason\":null}]}\n\n";
  }
}
