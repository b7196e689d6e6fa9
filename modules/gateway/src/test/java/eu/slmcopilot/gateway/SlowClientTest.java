package eu.slmcopilot.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.slmcopilot.gateway.course.Patience;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** [SCALE-02] [SEC-08] Who is slow, or many, costs the others nothing. */
@Timeout(90)
class SlowClientTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final ScriptedEngine.Script FINE = (asked, wire) -> wire.json(200, "{}");

  private static final String BIG_HEAD =
      "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + Stand.PASSWORD
          + "\r\nContent-Length: 100000\r\n";

  private static GatewayConfig.Edge edge(
      int all, int perNetwork, Duration head, String... proxies) {
    return new GatewayConfig.Edge(
        0, 0, List.of(proxies), new GatewayConfig.Connections(all, perNetwork, head));
  }

  private static boolean isTaken(Stand stand) {
    try (SSLSocket socket = stand.socket()) {
      return socket.isConnected();
    } catch (IOException closedAtOnce) {
      return false;
    }
  }

  private static void awaitClosed(Socket socket) throws IOException {
    try {
      while (socket.getInputStream().read() >= 0) {}
    } catch (SSLException | java.net.SocketException closed) {
      // That is what is waited for.
    }
  }

  @Test
  void aNetworkHasSoManyConnectionsAndNoMore() throws Exception {
    try (Stand stand = new Stand(FINE, usual -> usual.edge(edge(100, 3, LONG)))) {
      List<SSLSocket> held = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        held.add(stand.socket());
      }
      assertThat(isTaken(stand)).isFalse();
      held.remove(0).close();
      await().atMost(LONG).until(() -> isTaken(stand));
      for (SSLSocket socket : held) {
        socket.close();
      }
      await()
          .atMost(LONG)
          .untilAsserted(() -> assertThat(page(stand))
              .containsPattern("gateway_connections_refused_total\\{reason=\"network\"} [1-9]")
              .contains("gateway_connections_refused_total{reason=\"all\"} 0.0\n")
              .containsPattern("gateway_connections_open [1-9]"));
    }
  }

  private static String page(Stand stand) throws Exception {
    return stand
        .send(stand
            .request("/metrics")
            .header("Authorization", "Bearer " + Stand.PASSWORD)
            .build())
        .body();
  }

  @Test
  void aTrustedProxySpeaksForMany() throws Exception {
    try (Stand stand = new Stand(FINE, usual -> usual.edge(edge(4, 1, LONG, "127.0.0.0/8")))) {
      List<SSLSocket> held = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        held.add(stand.socket());
      }
      assertThat(isTaken(stand)).as("the limit for all counts for proxies too").isFalse();
      for (SSLSocket socket : held) {
        socket.close();
      }
    }
  }

  @Test
  void whoNeverFinishesAHandshakeOrAHeadIsClosed() throws Exception {
    Duration brief = Duration.ofMillis(1500);
    try (Stand stand = new Stand(FINE, usual -> usual.edge(edge(100, 100, brief)))) {
      try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), stand.port())) {
        silent.setSoTimeout(20_000);
        awaitClosed(silent);
      }
      try (SSLSocket withoutRequest = stand.socket()) {
        awaitClosed(withoutRequest);
      }
      try (RawHttp2 withoutPreface = RawHttp2.withoutPreface(stand)) {
        assertThat(withoutPreface.next()).isNull();
      }
      try (RawHttp2 withoutHead = RawHttp2.connect(stand)) {
        for (RawHttp2.Frame frame = withoutHead.next(); frame != null; ) {
          frame = withoutHead.next();
        }
      }
      try (SSLSocket trickle = stand.socket()) {
        drip(trickle, "GET /health HTTP/1.1\r\nHost: x\r\nX-A: ");
      }
      try (SSLSocket second = stand.socket()) {
        second
            .getOutputStream()
            .write("GET /health HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));
        assertThat(second.getInputStream().readNBytes(12)).asString().isEqualTo("HTTP/1.1 200");
        drip(second, "GET /health HTTP/1.1\r\nHost: x\r\nX-A: ");
      }
    }
  }

  /** Sends a byte now and then, until the connection is closed. */
  private static void drip(SSLSocket socket, String first) throws Exception {
    CompletableFuture<Void> closed = CompletableFuture.runAsync(() -> {
      try {
        awaitClosed(socket);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    });
    OutputStream out = socket.getOutputStream();
    out.write(first.getBytes(US_ASCII));
    await().atMost(LONG).pollInterval(Duration.ofMillis(100)).until(() -> {
      try {
        out.write('a');
      } catch (IOException ended) {
        return true;
      }
      return closed.isDone();
    });
  }

  @Test
  void aBodyThatDripsGets408() throws Exception {
    try (Stand stand = new Stand(FINE, usual -> usual.bodyPace(Duration.ofMillis(500)))) {
      try (SSLSocket slow = stand.socket()) {
        slow.getOutputStream().write((BIG_HEAD + "\r\n{\"a\":").getBytes(US_ASCII));
        String answer = AbuseTableTest.exchange(slow, new byte[0]);
        assertThat(answer).startsWith("HTTP/1.1 408").contains("request_too_slow");
      }
      assertThat(stand.engine.asked).isEmpty();
    }
  }

  @Test
  void aBodyThatFlowsMayTakeLongerThanAPause() throws Exception {
    Duration pause = Duration.ofSeconds(3);
    try (Stand stand = new Stand(FINE, usual -> usual.bodyPace(pause));
        SSLSocket steady = stand.socket()) {
      OutputStream out = steady.getOutputStream();
      out.write((BIG_HEAD + "Connection: close\r\n\r\n{\"a\":\"").getBytes(US_ASCII));
      byte[] part = "x".repeat(24_998).getBytes(US_ASCII);
      AtomicLong sent = new AtomicLong();
      // All parts take longer than the pause; each comes in a third of it, for machines are busy.
      await().pollInterval(pause.dividedBy(3)).atMost(LONG).until(() -> {
        out.write(part);
        out.flush();
        return sent.incrementAndGet() == 4;
      });
      out.write("\"}".getBytes(US_ASCII));
      assertThat(AbuseTableTest.exchange(steady, new byte[0])).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void whoDoesNotReadHoldsNoSlot() throws Exception {
    String word = "{\"choices\":[{\"delta\":{\"content\":\"" + "x".repeat(10_000) + "\"}}]}";
    CountDownLatch done = new CountDownLatch(1);
    try (Stand stand = new Stand(
        (asked, wire) -> {
          wire.startEvents();
          for (int i = 0; i < 180; i++) {
            wire.event(word);
          }
          wire.endEvents();
          done.countDown();
        },
        usual -> usual.slots(1))) {
      stand.awaitReady();
      try (SSLSocket deaf = stand.socket()) {
        deaf.setReceiveBufferSize(64 << 10);
        deaf.getOutputStream().write(Stand.rawChat());
        assertThat(done.await(30, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        assertThat(stand.send(stand.chat()).statusCode()).isEqualTo(200);
        // And it gets all of it when it reads at last.
        deaf.setSoTimeout(2_000);
        assertThat(AbuseTableTest.exchange(deaf, new byte[0]).length()).isGreaterThan(1_800_000);
      }
    }
  }

  @Test
  void whoNeverReadsCostsLittleMemoryAndIsCut() throws Exception {
    AtomicLong written = new AtomicLong();
    CountDownLatch cut = new CountDownLatch(1);
    String word = "{\"x\":\"" + "x".repeat(10_000) + "\"}";
    Patience usual = Patience.defaults();
    Patience brief = new Patience(usual.loading(), usual.prefill(), Duration.ofSeconds(2));
    try (Stand stand = new Stand(
        (asked, wire) -> {
          try {
            wire.startEvents();
            while (true) {
              wire.event(word);
              written.addAndGet(word.length());
            }
          } finally {
            cut.countDown();
          }
        },
        settings -> settings.patience(brief))) {
      stand.awaitReady();
      try (SSLSocket deaf = stand.socket()) {
        deaf.getOutputStream().write(Stand.rawChat());
        assertThat(cut.await(60, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
      }
      assertThat(written.get()).as("bytes the engine could send").isLessThan(40 << 20);
    }
  }
}
