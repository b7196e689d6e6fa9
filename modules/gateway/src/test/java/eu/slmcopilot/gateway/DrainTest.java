package eu.slmcopilot.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** [SEC-08] A gateway that stops, or gets other settings, cuts nothing that is under way. */
class DrainTest {
  private final Semaphore go = new Semaphore(0);

  private void halfThenWait(ScriptedEngine.Asked asked, ScriptedEngine.Wire wire) throws Exception {
    wire.startEvents();
    wire.event("half");
    assertThat(go.tryAcquire(30, SECONDS)).isTrue();
    wire.event("[DONE]");
    wire.endEvents();
  }

  private static CompletableFuture<Boolean> drain(Stand stand, Duration limit) {
    return CompletableFuture.supplyAsync(() -> {
      try {
        return stand.gateway.drain(limit);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    });
  }

  private static void awaitClosed(Stand stand) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThatThrownBy(
                () -> new Socket(InetAddress.getLoopbackAddress(), stand.port()).close())
            .isInstanceOf(IOException.class));
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void aStreamUnderWayEndsWellWhileNewConnectionsAreRefused(HttpClient.Version version)
      throws Exception {
    try (Stand stand = new Stand(this::halfThenWait)) {
      HttpResponse<InputStream> stream =
          Stand.client(version).send(stand.chat(), BodyHandlers.ofInputStream());
      CompletableFuture<Boolean> drained = drain(stand, Duration.ofSeconds(30));
      awaitClosed(stand);
      assertThat(drained).isNotDone();
      go.release();
      assertThat(new String(stream.body().readAllBytes(), UTF_8))
          .isEqualTo("data: half\n\ndata: [DONE]\n\n");
      assertThat(drained.get(20, SECONDS)).isTrue();
    }
  }

  @Test
  void aRequestOnAKeptConnectionGets503AndTheConnectionEnds() throws Exception {
    try (Stand stand = new Stand((asked, wire) -> {
      if (asked.body().contains("quick")) {
        wire.json(200, "{}");
      } else {
        halfThenWait(asked, wire);
      }
    })) {
      HttpResponse<InputStream> stream = Stand.client(HttpClient.Version.HTTP_1_1)
          .send(stand.chat(), BodyHandlers.ofInputStream());
      try (SSLSocket kept = stand.socket()) {
        BufferedReader in = new BufferedReader(new InputStreamReader(kept.getInputStream(), UTF_8));
        kept.getOutputStream().write(Stand.rawChat("{\"user\":\"quick\"}"));
        assertThat(in.readLine()).startsWith("HTTP/1.1 200");
        for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {}
        assertThat(in.read()).isEqualTo('{');
        assertThat(in.read()).isEqualTo('}');
        CompletableFuture<Boolean> drained = drain(stand, Duration.ofSeconds(30));
        awaitClosed(stand);
        kept.getOutputStream().write(Stand.rawChat("{\"user\":\"quick\"}"));
        StringBuilder answer = new StringBuilder();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          answer.append(line).append('\n');
        }
        assertThat(answer)
            .startsWith("HTTP/1.1 503")
            .containsIgnoringCase("connection: close")
            .contains("gateway_stopping");
        go.release();
        assertThat(drained.get(20, SECONDS)).isTrue();
      }
      stream.body().close();
    }
  }

  @Test
  void whatIsLeftAtTheLimitIsEndedWithAnErrorThatSaysWhy() throws Exception {
    try (Stand stand = new Stand(this::halfThenWait)) {
      HttpResponse<InputStream> stream = Stand.client(HttpClient.Version.HTTP_1_1)
          .send(stand.chat(), BodyHandlers.ofInputStream());
      CompletableFuture<Boolean> drained = drain(stand, Duration.ofMillis(200));
      assertThat(new String(stream.body().readAllBytes(), UTF_8))
          .startsWith("data: half\n\n")
          .contains("gateway_stopping")
          .endsWith("data: [DONE]\n\n");
      assertThat(drained.get(20, SECONDS)).isFalse();
    }
  }

  @Test
  void whoBrokeOffIsNotWaitedFor() throws Exception {
    try (Stand stand = new Stand((asked, wire) -> wire.awaitClosed())) {
      byte[] whole = Stand.rawChat();
      for (int bytes : new int[] {20, whole.length - 5, whole.length}) {
        SSLSocket socket = stand.socket();
        socket.getOutputStream().write(whole, 0, bytes);
        if (bytes == whole.length) {
          assertThat(stand.engine.asked.poll(20, SECONDS)).isNotNull();
        }
        socket.setSoLinger(true, 0);
        socket.close();
      }
      CompletableFuture<HttpResponse<String>> http2 =
          Stand.client(HttpClient.Version.HTTP_2).sendAsync(stand.chat(), BodyHandlers.ofString());
      assertThat(stand.engine.asked.poll(20, SECONDS)).isNotNull();
      http2.cancel(true);
      assertThat(drain(stand, Duration.ofSeconds(20)).get(30, SECONDS)).isTrue();
    }
  }

  @Test
  void otherSettingsKeepTheQueueTheStreamAndTheReadiness() throws Exception {
    try (Stand stand = new Stand(this::halfThenWait, usual -> usual.slots(1))) {
      stand.awaitReady();
      HttpClient client = Stand.client(HttpClient.Version.HTTP_1_1);
      HttpResponse<InputStream> stream = client.send(stand.chat(), BodyHandlers.ofInputStream());
      CompletableFuture<HttpResponse<String>> waiting =
          client.sendAsync(stand.chat(), BodyHandlers.ofString());
      CompletableFuture<HttpResponse<String>> second =
          client.sendAsync(stand.chat(), BodyHandlers.ofString());
      stand.awaitHealth("\"running\":1,\"waiting\":2");
      stand.gateway.apply(
          TestSettings.usual(stand.engine.uri()).slots(2).queueLength(1).config());
      stand.awaitHealth("\"running\":2,\"waiting\":1,\"slots\":2,\"length\":1");
      assertThat(stand.send(stand.request("/readyz").build()).statusCode()).isEqualTo(200);
      assertThat(stand.send(stand.chat()).statusCode()).isEqualTo(429);
      go.release(3);
      assertThat(new String(stream.body().readAllBytes(), UTF_8)).endsWith("data: [DONE]\n\n");
      assertThat(waiting.get(20, SECONDS).body()).endsWith("data: [DONE]\n\n");
      assertThat(second.get(20, SECONDS).body()).endsWith("data: [DONE]\n\n");
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }
}
