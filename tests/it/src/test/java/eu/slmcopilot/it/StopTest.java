package eu.slmcopilot.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** [SEC-08] SIGTERM: no new connection, the stream under way ends well, and that is success. */
class StopTest {
  @TempDir
  Path root;

  @Test
  void aStreamEndsBeforeTheGatewayDoes() throws Exception {
    try (Copilot copilot = new Copilot(root, "--token-rate", "20")) {
      HttpResponse<InputStream> stream = copilot
          .client()
          .send(
              copilot
                  .request("/v1/chat/completions")
                  .POST(BodyPublishers.ofString(
                      "{\"model\":\"devstral-small-2\",\"stream\":true,\"max_tokens\":100,\"seed\":1,"
                          + "\"messages\":[{\"role\":\"user\",\"content\":\"Write a class\"}]}"))
                  .build(),
              BodyHandlers.ofInputStream());
      assertThat(stream.body().readNBytes(100)).hasSize(100);
      copilot.gateway().terminate();
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() ->
              assertThatThrownBy(() -> copilot.get("/health")).isInstanceOf(IOException.class));
      assertThat(new String(stream.body().readAllBytes(), StandardCharsets.UTF_8))
          .contains("finish_reason")
          .endsWith("data: [DONE]\n\n");
      assertThat(copilot.gateway().exit(30)).isZero();
    }
  }
}
