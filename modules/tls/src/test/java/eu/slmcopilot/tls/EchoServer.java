package eu.slmcopilot.tls;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** A real TLS listener on 127.0.0.1 that sends each byte back. */
final class EchoServer implements AutoCloseable {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final SSLServerSocket socket;

  EchoServer(SSLContext context) throws IOException {
    socket = (SSLServerSocket) context
        .getServerSocketFactory()
        .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        threads.execute(() -> echo(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void echo(Socket client) {
    try (client;
        InputStream in = client.getInputStream()) {
      for (int next = in.read(); next >= 0; next = in.read()) {
        client.getOutputStream().write(next);
        client.getOutputStream().flush();
      }
    } catch (IOException e) {
      return; // a client that refuses the certificate ends here; the test looks at the client
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    threads.shutdownNow();
  }
}
