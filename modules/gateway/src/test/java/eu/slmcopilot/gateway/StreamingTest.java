package eu.slmcopilot.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.slmcopilot.gateway.course.Patience;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** [INFER-02] [SEC-08] Answers pass as they come, whole, and many at once. */
class StreamingTest {

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void eachTokenArrivesBeforeTheNextIsMade(HttpClient.Version version) throws Exception {
    Semaphore seen = new Semaphore(0);
    try (Stand stand = new Stand((asked, wire) -> {
      wire.startEvents();
      for (int i = 0; i < 5; i++) {
        wire.event("token " + i);
        // The next token is only made once the client has this one: any buffering deadlocks here.
        assertThat(seen.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
      }
      wire.event("[DONE]");
      wire.endEvents();
    })) {
      HttpResponse<InputStream> answer =
          Stand.client(version).send(stand.chat(), BodyHandlers.ofInputStream());
      assertThat(answer.version()).isEqualTo(version);
      assertThat(answer.headers().firstValue("content-type").orElse(""))
          .startsWith("text/event-stream");
      assertThat(answer.headers().firstValue("x-accel-buffering")).contains("no");
      List<String> got = new ArrayList<>();
      try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (!line.isEmpty()) {
            got.add(line);
            seen.release();
          }
        }
      }
      assertThat(got).hasSize(6).last().isEqualTo("data: [DONE]");
    }
  }

  @Test
  void anEngineThatDiesInMidStreamBecomesAnErrorEventAndACleanEnd() throws Exception {
    try (Stand stand = new Stand((asked, wire) -> {
      wire.startEvents();
      wire.event("one");
      throw new IOException("cut");
    })) {
      HttpResponse<String> answer = stand.send(stand.chat());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body())
          .startsWith("data: one\n\n")
          .contains("\"error\"")
          .contains("engine_failed")
          .endsWith("data: [DONE]\n\n");
    }
  }

  @Test
  void anEventCutInItsMiddleIsClosedBeforeTheErrorFollows() throws Exception {
    try (Stand stand = new Stand((asked, wire) -> {
      wire.startEvents();
      wire.write("7\r\ndata: h\r\n");
      throw new IOException("cut");
    })) {
      assertThat(stand.send(stand.chat()).body())
          .startsWith("data: h\n\ndata: {\"error\"")
          .endsWith("data: [DONE]\n\n");
    }
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void anAnswerCutInTheMiddleIsNotTakenForWhole(HttpClient.Version version) throws Exception {
    try (Stand stand = new Stand((asked, wire) -> {
      wire.write(
          "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":\r\n");
      throw new IOException("cut");
    })) {
      HttpClient client = Stand.client(version);
      assertThatThrownBy(() -> client.send(stand.chat(), BodyHandlers.ofString()))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void anEngineThatRestartedBetweenRequestsIsNotNoticed() throws Exception {
    try (Stand stand = new Stand((asked, wire) -> {
      wire.json(200, "{}");
      // As an engine does that closes idle connections: after the answer, without telling.
      throw new IOException("closed");
    })) {
      HttpClient client = Stand.client(HttpClient.Version.HTTP_1_1);
      for (int i = 0; i < 50; i++) {
        assertThat(client.send(stand.chat(), BodyHandlers.ofString()).statusCode())
            .isEqualTo(200);
      }
    }
  }

  @Test
  void anEngineThatResetsAKeptConnectionIsAskedOnceMoreOnANewOne() throws Exception {
    String big = "{\"a\":\"" + "x".repeat(4_000_000) + "\"}";
    try (Stand stand = new Stand((asked, wire) -> wire.json(200, "{}"))) {
      stand.engine.resetSecondRequests();
      HttpClient client = Stand.client(HttpClient.Version.HTTP_1_1);
      for (int i = 0; i < 30; i++) {
        assertThat(client
                .send(
                    stand
                        .request("/v1/chat/completions")
                        .header("Authorization", "Bearer " + Stand.PASSWORD)
                        .POST(java.net.http.HttpRequest.BodyPublishers.ofString(big))
                        .build(),
                    BodyHandlers.ofString())
                .statusCode())
            .isEqualTo(200);
      }
      assertThat(stand.engine.connections.get()).isEqualTo(30);
    }
  }

  @Test
  void aLargeAnswerReachesASlowReaderWhole() throws Exception {
    String big = "x".repeat(20_000_000);
    try (Stand stand = new Stand((asked, wire) -> wire.json(200, big))) {
      HttpResponse<InputStream> answer = Stand.client(HttpClient.Version.HTTP_1_1)
          .send(stand.chat(), BodyHandlers.ofInputStream());
      long total = 0;
      byte[] some = new byte[100_000];
      try (InputStream body = answer.body()) {
        for (int read = body.read(some); read >= 0; read = body.read(some)) {
          total += read;
        }
      }
      assertThat(total).isEqualTo(big.length());
    }
  }

  @Test
  void theEnginesOwnRefusalIsPassedOn() throws Exception {
    String refusal = "{\"error\":{\"message\":\"no such model\",\"code\":\"model_not_found\"}}";
    try (Stand stand = new Stand((asked, wire) -> wire.json(404, refusal))) {
      HttpResponse<String> answer = stand.send(stand.chat());
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body()).isEqualTo(refusal);
      assertThat(answer.headers().allValues("access-control-allow-origin")).hasSize(1);
    }
  }

  @Test
  void connectionsToTheEngineAreReused() throws Exception {
    try (Stand stand = new Stand((asked, wire) -> wire.json(200, "{}"))) {
      HttpClient client = Stand.client(HttpClient.Version.HTTP_1_1);
      for (int i = 0; i < 10; i++) {
        assertThat(client.send(stand.chat(), BodyHandlers.ofString()).statusCode())
            .isEqualTo(200);
      }
      assertThat(stand.engine.connections.get()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void aHundredStreamsAtOnceAllFinish(HttpClient.Version version) throws Exception {
    int streams = 100;
    // No engine thread goes on before all hundred are being served: a pool that queues would never
    // get there.
    CyclicBarrier together = new CyclicBarrier(streams);
    // None is to be told that it waits, however long a busy machine takes to serve a hundred.
    Duration never = Duration.ofMinutes(5);
    try (Stand stand = new Stand(
        (asked, wire) -> {
          wire.startEvents();
          wire.event("first");
          together.await(30, TimeUnit.SECONDS);
          for (int i = 0; i < 50; i++) {
            wire.event("token " + i);
          }
          wire.event("[DONE]");
          wire.endEvents();
        },
        usual -> usual.heartbeats(never, never))) {
      HttpClient client = Stand.client(version);
      List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
      for (int i = 0; i < streams; i++) {
        all.add(client.sendAsync(stand.chat(), BodyHandlers.ofString()));
      }
      for (CompletableFuture<HttpResponse<String>> one : all) {
        HttpResponse<String> answer = one.get(60, TimeUnit.SECONDS);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body().split("\n\n")).hasSize(52);
        assertThat(answer.body()).endsWith("data: [DONE]\n\n");
      }
    }
  }

  @Test
  void aConnectionCarriesTheNextRequestAfterAStream() throws Exception {
    try (Stand stand = new Stand((asked, wire) -> {
      wire.startEvents();
      wire.event("[DONE]");
      wire.endEvents();
    })) {
      try (SSLSocket socket = stand.socket()) {
        BufferedReader in =
            new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        for (int i = 0; i < 3; i++) {
          socket.getOutputStream().write(Stand.rawChat());
          assertThat(untilLastChunk(in)).startsWith("HTTP/1.1 200").contains("[DONE]");
        }
      }
    }
  }

  @Test
  void aPipelinedRequestIsAnsweredAfterTheFirst() throws Exception {
    Semaphore second = new Semaphore(0);
    try (Stand stand = new Stand((asked, wire) -> {
      assertThat(second.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
      wire.startEvents();
      wire.event("[DONE]");
      wire.endEvents();
    })) {
      try (SSLSocket socket = stand.socket()) {
        socket.getOutputStream().write(Stand.rawChat());
        stand.engine.asked.poll(20, TimeUnit.SECONDS);
        // The first is with the engine; now the second comes on the same connection.
        socket.getOutputStream().write(Stand.rawChat());
        second.release(2);
        BufferedReader in =
            new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        assertThat(untilLastChunk(in)).startsWith("HTTP/1.1 200");
        assertThat(untilLastChunk(in)).startsWith("HTTP/1.1 200");
      }
    }
  }

  @Test
  void aSilentStreamIsNotCutBeforeItsTime() throws Exception {
    Patience patience =
        new Patience(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(2));
    Semaphore go = new Semaphore(0);
    try (Stand stand = new Stand(
        (asked, wire) -> {
          wire.startEvents();
          for (int i = 0; i < 5; i++) {
            go.tryAcquire(600, TimeUnit.MILLISECONDS);
            wire.event("slow but alive");
          }
          wire.event("[DONE]");
          wire.endEvents();
        },
        usual -> usual.patience(patience))) {
      assertThat(stand.send(stand.chat()).body()).endsWith("data: [DONE]\n\n");
    }
  }

  private static String untilLastChunk(BufferedReader in) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      text.append(line).append('\n');
      if (line.equals("0")) {
        in.readLine();
        return text.toString();
      }
    }
    return text.toString();
  }
}
