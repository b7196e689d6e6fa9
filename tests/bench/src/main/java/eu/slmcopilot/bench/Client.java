package eu.slmcopilot.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Single requests and handshakes.
 *
 * @param site holds the password
 */
record Client(Site site, java.util.function.Supplier<SSLContext> trust) {

  String authorization() {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((Site.USER + ":" + site.password()).getBytes(StandardCharsets.UTF_8));
  }

  /** The status of this path, on a connection of its own. */
  int status(URI base, String path) throws IOException {
    try (SSLSocket socket = connect(base)) {
      socket
          .getOutputStream()
          .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
                  + authorization() + "\r\nConnection: close\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      String head = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
      return head.length() < 12 ? 0 : Integer.parseInt(head.substring(9));
    }
  }

  /** A full handshake: with a context of its own there is no session to resume. */
  void handshake(URI base) throws IOException {
    connect(base).close();
  }

  private SSLSocket connect(URI base) throws IOException {
    SSLSocket socket = (SSLSocket) trust.get().getSocketFactory().createSocket();
    socket.connect(new InetSocketAddress(base.getHost(), base.getPort()), 2000);
    socket.setSoTimeout(20_000);
    socket.startHandshake();
    return socket;
  }

  /** Until the path answers 200; how long that took since the given instant of {@link System#nanoTime}. */
  double awaitOk(URI base, String path, long since) throws InterruptedException {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (System.nanoTime() < limit) {
      try {
        if (status(base, path) == 200) {
          return (System.nanoTime() - since) / 1e6;
        }
      } catch (IOException notYet) {
        // It is asked again.
      }
      TimeUnit.MILLISECONDS.sleep(2);
    }
    throw new IllegalStateException(base + path + " did not answer 200 within a minute");
  }
}
