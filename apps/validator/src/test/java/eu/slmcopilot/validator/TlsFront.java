package eu.slmcopilot.validator;

import eu.slmcopilot.validator.FakeAppliance.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands before a TLS server and can answer the hello of a weak client as a server that takes it would. */
final class TlsFront implements AutoCloseable {
  // A record of a handshake; in it the first byte of a ServerHello.
  private static final byte[] SERVER_HELLO = {22, 3, 1, 0, 4, 2, 0, 0, 0};
  private static final int UP_TO_VERSION = 11;

  private final ServerSocket door;
  private final InetSocketAddress server;
  private final Fault fault;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  TlsFront(InetSocketAddress server, Fault fault) throws IOException {
    this.server = server;
    this.fault = fault;
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        threads.execute(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket behind = new Socket()) {
      byte[] hello = client.getInputStream().readNBytes(UP_TO_VERSION);
      boolean complete = hello.length == UP_TO_VERSION;
      int version = complete ? hello[10] : 0;
      // Java's own hello is longer than the one that offers weak suites only.
      int length = complete ? ((hello[3] & 0xff) << 8) | (hello[4] & 0xff) : 0;
      if ((version == 1 && fault == Fault.OLD_TLS)
          || (version == 3 && length < 160 && fault == Fault.WEAK_SUITES)) {
        client.getOutputStream().write(SERVER_HELLO);
        return;
      }
      client.setTcpNoDelay(true);
      behind.setTcpNoDelay(true);
      behind.connect(server);
      behind.getOutputStream().write(hello);
      threads.execute(() -> pump(client, behind));
      copy(behind.getInputStream(), client.getOutputStream());
    } catch (IOException gone) {
      return;
    }
  }

  /** One way; who leaves on one side takes the other with him. */
  private static void pump(Socket from, Socket to) {
    try (from;
        to) {
      copy(from.getInputStream(), to.getOutputStream());
    } catch (IOException gone) {
      return;
    }
  }

  private static void copy(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[8192];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      out.write(buffer, 0, count);
    }
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    threads.shutdownNow();
  }
}
