package eu.slmcopilot.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** [MON-01] What {@code /metrics} and the access log tell of real requests. */
class MetricsTest {
  private static final String TOKEN = "{\"choices\":[{\"delta\":{\"content\":\"word\"}}]}";
  private static final String USAGE =
      "{\"choices\":[],\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":3}}";
  private static final String CHAT = "gen_ai_operation_name=\"chat\"";

  private final List<String> lines = new java.util.concurrent.CopyOnWriteArrayList<>();
  private final Logger log = Logger.getLogger("eu.slmcopilot.gateway.access");
  private final Handler kept = new Handler() {
    @Override
    public void publish(LogRecord event) {
      lines.add(event.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  };

  @BeforeEach
  void listen() {
    log.addHandler(kept);
  }

  @AfterEach
  void stopListening() {
    log.removeHandler(kept);
  }

  private static String metrics(Stand stand) throws Exception {
    HttpResponse<String> page = stand.send(stand
        .request("/metrics")
        .header("Authorization", "Bearer " + Stand.PASSWORD)
        .build());
    assertThat(page.statusCode()).isEqualTo(200);
    return page.body();
  }

  private static void awaitMetric(Stand stand, String... expected) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(metrics(stand)).contains(expected));
  }

  private String awaitLine(String part) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> lines.stream().anyMatch(line -> line.contains(part)));
    return lines.stream().filter(line -> line.contains(part)).findFirst().orElseThrow();
  }

  @Test
  void aStreamIsCountedTimedAndLogged() throws Exception {
    try (Stand stand = new Stand((asked, wire) -> {
      wire.startEvents();
      wire.event(TOKEN);
      wire.event(TOKEN);
      wire.event(TOKEN);
      wire.event(USAGE);
      wire.event("[DONE]");
      wire.endEvents();
    })) {
      stand.awaitReady();
      assertThat(stand.send(stand.chat()).statusCode()).isEqualTo(200);
      awaitMetric(
          stand,
          "http_server_request_duration_seconds_count{http_request_method=\"POST\","
              + "http_response_status_code=\"200\",http_route=\"/v1/chat/completions\","
              + "url_scheme=\"https\"} 1\n",
          "gen_ai_server_time_to_first_token_seconds_count{" + CHAT + "} 1\n",
          "gen_ai_client_token_usage_sum{" + CHAT + ",gen_ai_token_type=\"input\"} 100.0\n",
          "gen_ai_client_token_usage_sum{" + CHAT + ",gen_ai_token_type=\"output\"} 3.0\n",
          "gateway_queue_wait_seconds_count 1\n",
          "gateway_output_tokens_per_second_count 1\n",
          "gateway_requests_running 0.0\n",
          "gateway_slots 1000.0\n",
          "gateway_model_state{state=\"ready\"} 1.0\n",
          "gateway_model_state{state=\"loading\"} 0.0\n",
          "gateway_engine_restarts_total 0.0\n");
      assertThat(awaitLine("POST /v1/chat/completions"))
          .matches(
              "access id=[0-9a-f]{16} client=127\\.0\\.0\\.1 POST /v1/chat/completions status=200"
                  + " bytes=\\d+ queue_ms=\\d+ first_ms=\\d+ tokens_in=100 tokens_out=3 ms=\\d+");
    }
  }

  @Test
  void aClientThatLeavesIsCountedWithTheStageItLeftIn() throws Exception {
    CountDownLatch second = new CountDownLatch(1);
    try (Stand stand = new Stand(
        (asked, wire) -> {
          second.countDown();
          wire.awaitClosed();
          throw new IOException("gone");
        },
        usual -> usual.slots(1))) {
      stand.awaitReady();
      SSLSocket running = stand.socket();
      running.getOutputStream().write(Stand.rawChat());
      assertThat(second.await(20, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
      SSLSocket waiting = stand.socket();
      waiting.getOutputStream().write(Stand.rawChat());
      awaitMetric(stand, "gateway_requests_waiting 1.0\n", "gateway_requests_running 1.0\n");
      waiting.close();
      awaitMetric(stand, "gateway_requests_cancelled_total{stage=\"queue\"} 1.0\n");
      running.close();
      awaitMetric(
          stand,
          "gateway_requests_cancelled_total{stage=\"prefill\"} 1.0\n",
          "http_response_status_code=\"499\"",
          "http_server_active_requests 1.0\n");
      assertThat(awaitLine("left=queue")).contains("status=499").doesNotContain("queue_ms");
      assertThat(awaitLine("left=prefill")).contains("status=499").contains("queue_ms");
    }
  }

  @Test
  void heartbeatsAndSharedAnswersAreCounted() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (Stand stand = new Stand(
        (asked, wire) -> {
          go.await();
          wire.startEvents();
          wire.event(TOKEN);
          wire.endEvents();
        },
        usual -> usual.heartbeats(Duration.ofMillis(50), Duration.ofMillis(50)).joiningRetries())) {
      stand.awaitReady();
      HttpClient client = Stand.client(HttpClient.Version.HTTP_1_1);
      CompletableFuture<HttpResponse<String>> first =
          client.sendAsync(stand.chat(), HttpResponse.BodyHandlers.ofString());
      awaitMetric(stand, "gateway_requests_running 1.0\n");
      CompletableFuture<HttpResponse<String>> same =
          client.sendAsync(stand.chat(), HttpResponse.BodyHandlers.ofString());
      awaitMetric(stand, "gateway_requests_joined_total 1.0\n");
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> !metrics(stand).contains("gateway_heartbeats_total 0.0\n"));
      go.countDown();
      assertThat(first.get().statusCode() + same.get().statusCode()).isEqualTo(400);
      assertThat(awaitLine("joined=yes")).contains("heartbeats=").contains("first_ms=");
    }
  }

  @Test
  void anEngineThatComesBackIsARestart() throws Exception {
    try (Stand stand = new Stand((asked, wire) -> wire.json(200, "{}"))) {
      stand.awaitReady();
      stand.engine.answerProbes((asked, wire) -> {
        throw new IOException("dead");
      });
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> stand.send(stand.request("/readyz").build()).statusCode() == 503);
      awaitMetric(stand, "gateway_model_state{state=\"unavailable\"} 1.0\n");
      stand.engine.answerProbes(ScriptedEngine.HEALTHY);
      stand.awaitReady();
      awaitMetric(stand, "gateway_engine_restarts_total 1.0\n");
    }
  }

  @Test
  void whatClientsMakeUpIsNoSeries() throws Exception {
    try (Stand stand = new Stand((asked, wire) -> wire.json(200, "{}"))) {
      for (int i = 0; i < 5; i++) {
        assertThat(stand.send(stand.request("/made/up/" + i).build()).statusCode())
            .isEqualTo(404);
        stand.send(stand
            .request("/v1/models")
            .method("MADE" + i, java.net.http.HttpRequest.BodyPublishers.noBody())
            .build());
      }
      assertThat(metrics(stand))
          .contains("http_route=\"\"")
          .contains("http_request_method=\"_OTHER\"")
          .doesNotContain("made", "MADE");
    }
  }

  @Test
  void onlyWhoKnowsThePasswordMayLook() throws Exception {
    try (Stand stand = new Stand((asked, wire) -> wire.json(200, "{}"))) {
      assertThat(stand.send(stand.request("/metrics").build()).statusCode()).isEqualTo(401);
      HttpResponse<String> openMetrics = stand.send(stand
          .request("/metrics")
          .header("Authorization", "Bearer " + Stand.PASSWORD)
          .header("Accept", "application/openmetrics-text; version=1.0.0")
          .build());
      assertThat(openMetrics.headers().firstValue("content-type"))
          .hasValueSatisfying(type -> assertThat(type).startsWith("application/openmetrics-text"));
      assertThat(openMetrics.body()).endsWith("# EOF\n");
    }
  }
}
