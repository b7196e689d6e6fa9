package eu.slmcopilot.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A hole in a firewall: what comes to one port of this machine goes to another. */
final class Passage implements AutoCloseable {
  private final ServerSocket door;
  private final int target;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  Passage(int from, int to) throws IOException {
    this.door = new ServerSocket(from, 50, InetAddress.getLoopbackAddress());
    this.target = to;
    threads.execute(this::open);
  }

  private void open() {
    while (!door.isClosed()) {
      try {
        Socket outside = door.accept();
        threads.execute(() -> enter(outside));
      } catch (IOException e) {
        // Closed, or a visitor that nobody waits for.
      }
    }
  }

  private void enter(Socket outside) {
    try (outside;
        Socket inside = new Socket(InetAddress.getLoopbackAddress(), target)) {
      threads.execute(() -> carry(inside, outside));
      carry(outside, inside);
    } catch (IOException e) {
      // Nobody is at home: the visitor goes.
    }
  }

  private static void carry(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // Either side has gone, and so does the other now.
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    threads.shutdownNow();
  }
}
