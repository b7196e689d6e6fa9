package eu.slmcopilot.gateway;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** [SEC-08] One slot, many clients: who runs, who waits, who is refused, on real sockets. */
class QueueTest {
  private final Semaphore go = new Semaphore(0);

  private void whenTold(ScriptedEngine.Asked asked, ScriptedEngine.Wire wire) throws Exception {
    assertThat(go.tryAcquire(30, SECONDS)).isTrue();
    wire.startEvents();
    wire.event("[DONE]");
    wire.endEvents();
  }

  private static HttpRequest chatOf(Stand stand, String user) {
    return chatOf(stand, user, Stand.CHAT);
  }

  private static HttpRequest chatOf(Stand stand, String user, String body) {
    String pair = user + ":" + Stand.PASSWORD;
    return stand
        .request("/v1/chat/completions")
        .header(
            "Authorization",
            "Basic "
                + Base64.getEncoder()
                    .encodeToString(pair.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private static void awaitQueue(Stand stand, int running, int waiting) {
    stand.awaitHealth("\"running\":" + running + ",\"waiting\":" + waiting);
  }

  @Test
  void oneRunsTheNextWaitsAndLightRequestsPassBoth() throws Exception {
    try (Stand stand = new Stand(
        (asked, wire) -> {
          if (asked.line().startsWith("GET")) {
            wire.json(200, "{}");
          } else {
            whenTold(asked, wire);
          }
        },
        usual -> usual.slots(1))) {
      stand.awaitReady();
      HttpClient client = Stand.client(HttpClient.Version.HTTP_1_1);
      CompletableFuture<HttpResponse<String>> first =
          client.sendAsync(stand.chat(), BodyHandlers.ofString());
      CompletableFuture<HttpResponse<String>> second =
          client.sendAsync(stand.chat(), BodyHandlers.ofString());
      awaitQueue(stand, 1, 1);
      assertThat(stand.engine.asked).hasSize(1);
      HttpRequest models = stand
          .request("/v1/models")
          .header("Authorization", "Bearer " + Stand.PASSWORD)
          .build();
      assertThat(stand.send(models).statusCode()).isEqualTo(200);
      go.release(2);
      assertThat(first.get(20, SECONDS).statusCode()).isEqualTo(200);
      assertThat(second.get(20, SECONDS).statusCode()).isEqualTo(200);
      awaitQueue(stand, 0, 0);
    }
  }

  @Test
  void whoWaitsIsToldHisPosition() throws Exception {
    try (Stand stand = new Stand(
        this::whenTold,
        usual -> usual.slots(1).heartbeats(Duration.ofMillis(300), Duration.ofSeconds(20)))) {
      stand.awaitReady();
      HttpClient client = Stand.client(HttpClient.Version.HTTP_1_1);
      List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        all.add(client.sendAsync(stand.chat(), BodyHandlers.ofString()));
        awaitQueue(stand, 1, i);
      }
      HttpResponse<java.io.InputStream> fourth =
          client.send(stand.chat(), BodyHandlers.ofInputStream());
      assertThat(fourth.headers().firstValue("x-queue-position")).contains("3");
      byte[] comment = fourth.body().readNBytes(": waiting, position 3, about ".length());
      assertThat(new String(comment, java.nio.charset.StandardCharsets.UTF_8))
          .isEqualTo(": waiting, position 3, about ");
      fourth.body().close();
      awaitQueue(stand, 1, 2);
      go.release(3);
      for (CompletableFuture<HttpResponse<String>> one : all) {
        assertThat(one.get(20, SECONDS).body()).endsWith("data: [DONE]\n\n");
      }
    }
  }

  @Test
  void aBurstOfOneUserDoesNotStarveAnother() throws Exception {
    try (Stand stand = new Stand(this::whenTold, usual -> usual.slots(1))) {
      stand.awaitReady();
      HttpClient client = Stand.client(HttpClient.Version.HTTP_1_1);
      List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        all.add(client.sendAsync(chatOf(stand, "ann"), BodyHandlers.ofString()));
        awaitQueue(stand, 1, i);
      }
      all.add(client.sendAsync(
          chatOf(stand, "bob", "{\"user\":\"bob\",\"stream\":true}"), BodyHandlers.ofString()));
      awaitQueue(stand, 1, 4);
      go.release(5);
      for (CompletableFuture<HttpResponse<String>> one : all) {
        assertThat(one.get(20, SECONDS).statusCode()).isEqualTo(200);
      }
      assertThat(new ArrayList<>(stand.engine.asked).get(1).body()).contains("bob");
    }
  }

  @Test
  void aFullQueueIs429WithTheTimeToComeBack() throws Exception {
    try (Stand stand = new Stand(this::whenTold, usual -> usual.slots(1).queueLength(0))) {
      stand.awaitReady();
      CompletableFuture<HttpResponse<String>> first = Stand.client(HttpClient.Version.HTTP_1_1)
          .sendAsync(stand.chat(), BodyHandlers.ofString());
      awaitQueue(stand, 1, 0);
      HttpResponse<String> refused = stand.send(stand.chat());
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.body()).contains("\"code\":\"queue_full\"");
      assertThat(
              refused.headers().firstValue("retry-after").map(Integer::parseInt).orElse(0))
          .isBetween(1, 600);
      go.release();
      assertThat(first.get(20, SECONDS).statusCode()).isEqualTo(200);
      awaitQueue(stand, 0, 0);
    }
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void whoLeavesTheQueueIsOutOfItAndTheEngineNeverHearsOfHim(HttpClient.Version version)
      throws Exception {
    try (Stand stand = new Stand(this::whenTold, usual -> usual.slots(1))) {
      stand.awaitReady();
      CompletableFuture<HttpResponse<String>> first =
          Stand.client(version).sendAsync(stand.chat(), BodyHandlers.ofString());
      awaitQueue(stand, 1, 0);
      CompletableFuture<HttpResponse<String>> leaving =
          Stand.client(version).sendAsync(stand.chat(), BodyHandlers.ofString());
      awaitQueue(stand, 1, 1);
      leaving.cancel(true);
      awaitQueue(stand, 1, 0);
      go.release();
      assertThat(first.get(20, SECONDS).statusCode()).isEqualTo(200);
      assertThat(stand.engine.asked).hasSize(1);
    }
  }

  @Test
  void theSlotOfOneWhoLeavesIsTheNextOnes() throws Exception {
    try (Stand stand = new Stand(
        (asked, wire) -> {
          if (asked.body().contains("leaver")) {
            wire.awaitClosed();
          } else {
            wire.json(200, "{}");
          }
        },
        usual -> usual.slots(1))) {
      stand.awaitReady();
      String leaver = "{\"user\":\"leaver\",\"stream\":true}";
      SSLSocket socket = stand.socket();
      socket.getOutputStream().write(Stand.rawChat(leaver));
      assertThat(stand.engine.asked.poll(20, SECONDS)).isNotNull();
      CompletableFuture<HttpResponse<String>> next = Stand.client(HttpClient.Version.HTTP_1_1)
          .sendAsync(stand.chat(), BodyHandlers.ofString());
      awaitQueue(stand, 1, 1);
      socket.close();
      assertThat(next.get(20, SECONDS).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aStreamWaitsForAnEngineThatIsStillStartingAndOthersAreTold() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try (Stand stand = new Stand(
        (asked, wire) -> {},
        usual -> usual
            .upstream(URI.create("http://127.0.0.1:" + port))
            .heartbeats(Duration.ofMillis(300), Duration.ofMillis(300)))) {
      HttpResponse<String> whole = stand.send(stand.chat("{\"model\":\"m\",\"messages\":[]}"));
      assertThat(whole.statusCode()).isEqualTo(503);
      assertThat(whole.headers().firstValue("retry-after")).isPresent();
      HttpResponse<java.io.InputStream> stream = Stand.client(HttpClient.Version.HTTP_1_1)
          .send(stand.chat(), BodyHandlers.ofInputStream());
      assertThat(new String(
              stream.body().readNBytes(": model loading".length()),
              java.nio.charset.StandardCharsets.UTF_8))
          .isEqualTo(": model loading");
      try (ScriptedEngine late = new ScriptedEngine(
          (asked, wire) -> {
            wire.startEvents();
            wire.event("[DONE]");
            wire.endEvents();
          },
          port)) {
        assertThat(
                new String(stream.body().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
            .endsWith("data: [DONE]\n\n");
        assertThat(late.asked).hasSize(1);
      }
    }
  }

  @Test
  void anEngineWhoseNameHasNoAddressIsA503() throws Exception {
    try (Stand stand = new Stand(
        (asked, wire) -> {}, usual -> usual.upstream(URI.create("http://no-such-host.invalid")))) {
      HttpRequest models = stand
          .request("/v1/models")
          .header("Authorization", "Bearer " + Stand.PASSWORD)
          .build();
      assertThat(stand.send(models).statusCode()).isEqualTo(503);
      assertThat(stand.send(stand.chat("{}")).statusCode()).isEqualTo(503);
    }
  }
}
