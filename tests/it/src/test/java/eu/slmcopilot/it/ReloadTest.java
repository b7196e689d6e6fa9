package eu.slmcopilot.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** [ONE-03] [SEC-03] A changed context counts within seconds, without a restart and without cutting a stream. */
class ReloadTest {
  @TempDir
  Path root;

  @Test
  void aNewPasswordCountsWhileAStreamGoesOn() throws Exception {
    try (Copilot copilot = new Copilot(root, "--token-rate", "20")) {
      HttpResponse<InputStream> stream = copilot
          .client()
          .send(
              copilot
                  .request("/v1/chat/completions")
                  .POST(BodyPublishers.ofString(
                      "{\"model\":\"devstral-small-2\",\"stream\":true,\"max_tokens\":200,\"seed\":1,"
                          + "\"messages\":[{\"role\":\"user\",\"content\":\"Write a class\"}]}"))
                  .build(),
              BodyHandlers.ofInputStream());
      assertThat(stream.body().readNBytes(100)).hasSize(100);
      copilot.configure("quite another one");
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> models(copilot, "quite another one") == 200);
      assertThat(models(copilot, Copilot.PASSWORD)).isEqualTo(401);
      assertThat(new String(stream.body().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
          .contains("finish_reason")
          .endsWith("data: [DONE]\n\n");
    }
  }

  @Test
  void aSettingsFileThatMakesNoSenseChangesNothing() throws Exception {
    try (Copilot copilot = new Copilot(root)) {
      Files.writeString(root.resolve("etc/slm-copilot/settings.json"), "{ half a fi");
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> copilot.gateway().text().contains("not reloaded"));
      assertThat(models(copilot, Copilot.PASSWORD)).isEqualTo(200);
    }
  }

  private static int models(Copilot copilot, String password) throws Exception {
    return copilot
        .client()
        .send(
            HttpRequest.newBuilder(copilot.url("/v1/models"))
                .header("Authorization", "Bearer " + password)
                .build(),
            BodyHandlers.ofString())
        .statusCode();
  }
}
