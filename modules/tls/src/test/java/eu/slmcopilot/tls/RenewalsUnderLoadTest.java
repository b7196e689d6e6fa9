package eu.slmcopilot.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** [SEC-06] A century of renewals in seconds: no handshake fails, no stream is cut. */
class RenewalsUnderLoadTest {
  // Thousands by -Drenewals=3000.
  private static final int RENEWALS = Integer.getInteger("renewals", 300);
  private static final int LEAVES = 50;
  private static final int CLIENTS = 3;

  @TempDir
  Path temp;

  private PrivateCa ca;
  private EchoServer server;
  private final AtomicBoolean over = new AtomicBoolean();
  private final Semaphore visited = new Semaphore(0);
  private final Set<Certificate> seen = ConcurrentHashMap.newKeySet();

  @Test
  void renewalsAsFastAsHandshakesAreNotNoticed() throws Exception {
    ca = new Cabinet(temp.resolve("tls")).ca();
    List<KeyMaterial> leaves = new ArrayList<>();
    for (int i = 0; i < LEAVES; i++) {
      leaves.add(ca.issue(Cabinet.LOCAL));
    }
    ServedCertificate served = new ServedCertificate(leaves.get(0));
    server = new EchoServer(served.sslContext());
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS + 1);
    try (SSLSocket stream = connect()) {
      Future<?> streaming = clients.submit(() -> echo(stream));
      List<Future<?>> visits = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        visits.add(clients.submit(this::visit));
      }
      for (int i = 0; i < RENEWALS; i++) {
        // As many changes as handshakes, whatever the machine's speed.
        assertThat(visited.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
        served.replace(leaves.get(i % LEAVES), leaves.get((i + 1) % LEAVES));
      }
      over.set(true);
      for (Future<?> visit : visits) {
        visit.get(60, TimeUnit.SECONDS);
      }
      streaming.get(60, TimeUnit.SECONDS);
      assertThat(seen).hasSizeGreaterThan(LEAVES / 2);
    } finally {
      over.set(true);
      clients.shutdownNow();
      server.close();
    }
  }

  private Void visit() throws Exception {
    while (!over.get()) {
      try (SSLSocket socket = connect()) {
        seen.add(socket.getSession().getPeerCertificates()[0]);
        echoOnce(socket);
        visited.release();
      }
    }
    return null;
  }

  private Void echo(SSLSocket stream) throws Exception {
    while (!over.get()) {
      echoOnce(stream);
    }
    return null;
  }

  private static void echoOnce(SSLSocket socket) throws Exception {
    socket.getOutputStream().write('x');
    socket.getOutputStream().flush();
    assertThat(socket.getInputStream().read()).isEqualTo('x');
  }

  /** A context of its own each time, so that no session is resumed. */
  private SSLSocket connect() throws Exception {
    SSLSocket socket =
        (SSLSocket) ca.clientContext().getSocketFactory().createSocket("localhost", server.port());
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.setSoTimeout(30_000);
    socket.startHandshake();
    return socket;
  }
}
