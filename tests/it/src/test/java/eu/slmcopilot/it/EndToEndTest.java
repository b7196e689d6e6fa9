package eu.slmcopilot.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** [INFER-02] [SEC-01] [SEC-02] [SEC-08] A coding chat on real inference through the real daemon. */
class EndToEndTest {
  @TempDir
  static Path root;

  private static final HttpClient ENGINE = HttpClient.newHttpClient();

  private static Copilot copilot;

  @BeforeAll
  static void start() throws Exception {
    copilot = new Copilot(root);
  }

  @AfterAll
  static void stop() {
    copilot.close();
  }

  private static String question(String more) {
    return "{\"model\":\"devstral-small-2\",\"messages\":[{\"role\":\"user\",\"content\":\"Add two numbers\"}]"
        + more + "}";
  }

  @Test
  void aChatIsCompletedWithUsage() throws Exception {
    HttpResponse<String> answer = copilot.chat(question(",\"max_tokens\":10"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"finish_reason\"").contains("\"total_tokens\"");
  }

  @Test
  void aStreamEndsWithAFinishReasonAndDone() throws Exception {
    HttpResponse<String> answer = copilot.chat(question(",\"max_tokens\":10,\"stream\":true"));
    assertThat(answer.headers().firstValue("content-type").orElse(""))
        .startsWith("text/event-stream");
    assertThat(answer.body())
        .containsPattern("\"finish_reason\":\"(stop|length)\"")
        .endsWith("data: [DONE]\n\n");
  }

  /** [MON-01] */
  @Test
  void theMetricsTellOfTheChatTheCertificateAndTheJvm() throws Exception {
    assertThat(copilot.chat(question(",\"max_tokens\":10,\"stream\":true")).statusCode())
        .isEqualTo(200);
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(metrics())
            .containsPattern(
                "gen_ai_client_token_usage_sum\\{gen_ai_operation_name=\"chat\",gen_ai_token_type=\"output\"} [1-9]")
            .containsPattern(
                "gen_ai_server_time_to_first_token_seconds_count\\{gen_ai_operation_name=\"chat\"} [1-9]")
            .contains("gateway_model_state{state=\"ready\"} 1.0\n")
            .containsPattern("tls_server_handshakes_total [1-9]")
            .containsPattern("tls_certificate_expiry_timestamp_seconds 1\\.[0-9]+E9")
            .contains("slm_copilot_build_info{version=\"")
            .contains("jvm_memory_used_bytes{area=\"heap\"}"));
  }

  @Test
  void theMetricsAreThoseOfTheirPage() throws Exception {
    Set<String> served = Pattern.compile("^# TYPE (\\S+)", Pattern.MULTILINE)
        .matcher(metrics())
        .results()
        .map(type -> type.group(1))
        .filter(name -> !name.startsWith("jvm_") && !name.startsWith("process_"))
        .collect(Collectors.toSet());
    String page = Files.readString(Program.TOP.resolve("docs/metrics.md"));
    Set<String> told = Pattern.compile("`((?:http|gen_ai|gateway|tls|slm)_[a-z_]+)`")
        .matcher(page)
        .results()
        .map(name -> name.group(1))
        .filter(name -> !name.equals("gen_ai_token_type"))
        .collect(Collectors.toSet());
    assertThat(told).isEqualTo(served);
  }

  private static String metrics() throws Exception {
    return copilot
        .client()
        .send(copilot.request("/metrics").build(), BodyHandlers.ofString())
        .body();
  }

  @Test
  void aClientThatLeavesInMidStreamStopsTheEngine() throws Exception {
    HttpResponse<InputStream> answer = copilot
        .client()
        .send(
            copilot
                .request("/v1/chat/completions")
                .POST(BodyPublishers.ofString(question(",\"max_tokens\":30000,\"stream\":true")))
                .build(),
            BodyHandlers.ofInputStream());
    assertThat(answer.body().readNBytes(500)).hasSize(500);
    assertThat(stats()).contains("\"running\":1");
    answer.body().close();
    await()
        // Takes milliseconds on a free machine; the answer would go on for minutes.
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> stats().contains("\"running\":0"));
  }

  private static String stats() throws Exception {
    return ENGINE
        .send(HttpRequest.newBuilder(copilot.engineStats()).build(), BodyHandlers.ofString())
        .body();
  }

  @Test
  void anUnknownModelIs404InOpenAisShape() throws Exception {
    HttpResponse<String> answer = copilot.chat(question("").replace("devstral-small-2", "gpt-4"));
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("\"error\"").contains("model_not_found");
  }

  @Test
  void aPromptBeyondTheContextIs400WithBothNumbers() throws Exception {
    HttpResponse<String> answer =
        copilot.chat(question("").replace("Add", "Add 1 ".repeat(60_000)));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("context_length_exceeded").contains("32768");
  }

  @Test
  void theEnginesOtherPathsCannotBeReached() throws Exception {
    for (String path :
        List.of("/", "/engine/stats", "/system", "/models/apply", "/backends", "/swagger")) {
      assertThat(copilot.get(path).statusCode()).as(path).isEqualTo(404);
    }
  }

  @Test
  void theCertificateSurvivesARestart() throws Exception {
    byte[] before = Files.readAllBytes(copilot.caFile());
    copilot.restartGateway();
    assertThat(Files.readAllBytes(copilot.caFile())).isEqualTo(before);
    assertThat(copilot.chat(question(",\"max_tokens\":2")).statusCode()).isEqualTo(200);
  }

  @Test
  void theLogNamesRequestsButNeverThePassword() throws Exception {
    copilot.get("/v1/models");
    await()
        .untilAsserted(
            () -> assertThat(copilot.gateway().text()).contains("GET /v1/models status=200"));
    assertThat(copilot.gateway().text()).doesNotContain(Copilot.PASSWORD);
  }

  @Test
  void aPortInUseIsOneClearSentence() throws Exception {
    Path second = Files.createDirectories(root.resolve("second"));
    copyState(second);
    try (Program again = Program.start(
        second.resolve("log"), Map.of(), Program.app("gatewayd", "--root", second.toString()))) {
      assertThat(again.exit(30)).isEqualTo(1);
      assertThat(again.text())
          .contains("Port " + copilot.url("/").getPort())
          .contains("another program")
          .doesNotContain("\tat ");
    }
  }

  private static void copyState(Path second) throws Exception {
    for (String file : List.of("etc/slm-copilot/settings.json", "var/lib/slm-copilot/password")) {
      Files.createDirectories(second.resolve(file).getParent());
      Files.copy(root.resolve(file), second.resolve(file));
    }
  }

  @Test
  void aRootWithoutSettingsSaysWhatToRun() throws Exception {
    Path empty = Files.createDirectories(root.resolve("empty"));
    try (Program lost = Program.start(
        empty.resolve("log"), Map.of(), Program.app("gatewayd", "--root", empty.toString()))) {
      assertThat(lost.exit(30)).isEqualTo(1);
      assertThat(lost.text()).contains("slm-copilot configure").doesNotContain("\tat ");
    }
  }

  @Test
  void theUrlsHostMayBeTheAddress() throws Exception {
    URI byAddress = URI.create("https://127.0.0.1:" + copilot.url("/").getPort() + "/health");
    assertThat(copilot
            .client()
            .send(HttpRequest.newBuilder(byAddress).build(), BodyHandlers.ofString())
            .statusCode())
        .isEqualTo(200);
  }
}
