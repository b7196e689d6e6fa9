package eu.slmcopilot.gateway;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** [SEC-08] A client that leaves frees the engine at once: its connection is closed within 100 ms. */
class CancellationTest {
  // Far above what it takes, far below anything but noticing the leave itself.
  private static final long AT_ONCE_MS = 1000;

  private final BlockingQueue<Long> closed = new LinkedBlockingQueue<>();

  private void prefillForEver(ScriptedEngine.Asked asked, ScriptedEngine.Wire wire)
      throws Exception {
    wire.awaitClosed();
    closed.add(System.nanoTime());
  }

  private void streamThenWait(ScriptedEngine.Asked asked, ScriptedEngine.Wire wire)
      throws Exception {
    wire.startEvents();
    wire.event("first");
    wire.awaitClosed();
    closed.add(System.nanoTime());
  }

  private void assertEngineFreed(long left) throws InterruptedException {
    Long at = closed.poll(20, SECONDS);
    assertThat(at).as("the engine's connection was closed").isNotNull();
    double took = (at - left) / 1e6;
    System.out.printf("engine freed %.1f ms after its client left%n", took);
    assertThat(took).isLessThan(AT_ONCE_MS);
  }

  @Test
  void aSocketClosedDuringPrefillEndsTheUpstreamCall() throws Exception {
    try (Stand stand = new Stand(this::prefillForEver)) {
      SSLSocket socket = stand.socket();
      socket.getOutputStream().write(Stand.rawChat());
      assertThat(stand.engine.asked.poll(20, SECONDS)).isNotNull();
      long left = System.nanoTime();
      socket.close();
      assertEngineFreed(left);
    }
  }

  @Test
  void aSocketResetDuringPrefillEndsTheUpstreamCall() throws Exception {
    try (Stand stand = new Stand(this::prefillForEver)) {
      SSLSocket socket = stand.socket();
      socket.setSoLinger(true, 0);
      socket.getOutputStream().write(Stand.rawChat());
      assertThat(stand.engine.asked.poll(20, SECONDS)).isNotNull();
      long left = System.nanoTime();
      socket.close();
      assertEngineFreed(left);
    }
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void aRequestCancelledDuringPrefillEndsTheUpstreamCall(HttpClient.Version version)
      throws Exception {
    try (Stand stand = new Stand(this::prefillForEver)) {
      CompletableFuture<HttpResponse<String>> request =
          Stand.client(version).sendAsync(stand.chat(), BodyHandlers.ofString());
      assertThat(stand.engine.asked.poll(20, SECONDS)).isNotNull();
      long left = System.nanoTime();
      request.cancel(true);
      assertEngineFreed(left);
    }
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void aStreamLeftInTheMiddleEndsTheUpstreamCall(HttpClient.Version version) throws Exception {
    try (Stand stand = new Stand(this::streamThenWait)) {
      HttpResponse<java.io.InputStream> answer =
          Stand.client(version).send(stand.chat(), BodyHandlers.ofInputStream());
      assertThat(answer.body().read()).isEqualTo('d');
      long left = System.nanoTime();
      answer.body().close();
      assertEngineFreed(left);
    }
  }

  @Test
  void anotherStreamOfTheSameHttp2ConnectionLivesOn() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    try (Stand stand = new Stand((asked, wire) -> {
      if (requests.getAndIncrement() == 0) {
        prefillForEver(asked, wire);
      } else {
        wire.json(200, "{}");
      }
    })) {
      HttpClient client = Stand.client(HttpClient.Version.HTTP_2);
      CompletableFuture<HttpResponse<String>> left =
          client.sendAsync(stand.chat(), BodyHandlers.ofString());
      assertThat(stand.engine.asked.poll(20, SECONDS)).isNotNull();
      left.cancel(true);
      assertThat(closed.poll(20, SECONDS)).isNotNull();
      assertThat(client.send(stand.chat(), BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
    }
  }
}
