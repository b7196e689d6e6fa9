package eu.slmcopilot.gateway.upstream;

import io.undertow.client.ClientConnection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;
import org.xnio.XnioIoThread;

/** The engine connections that rest on one I/O thread until its next request; only that thread comes here. */
public final class IdleConnections {
  // LocalAI closes idle connections after 120 s; ours must be the shorter patience.
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final int MOST = 16;

  private record Resting(ClientConnection connection, long since) {}

  private final XnioIoThread thread;
  private final Deque<Resting> resting = new ArrayDeque<>();
  private boolean sweeping;

  IdleConnections(XnioIoThread thread) {
    this.thread = thread;
  }

  void add(ClientConnection connection) {
    if (!connection.isOpen() || resting.size() >= MOST) {
      IoUtils.safeClose(connection);
      return;
    }
    resting.addFirst(new Resting(connection, System.nanoTime()));
    sweepLater();
  }

  /** The one that rests the shortest, or null. */
  ClientConnection take() {
    Resting next = resting.pollFirst();
    while (next != null && !next.connection().isOpen()) {
      next = resting.pollFirst();
    }
    return next == null ? null : next.connection();
  }

  /** One timer for all of them, and none when there are none. */
  private void sweepLater() {
    if (!sweeping) {
      sweeping = true;
      thread.executeAfter(this::sweep, LONGEST.toMillis() / 2, TimeUnit.MILLISECONDS);
    }
  }

  private void sweep() {
    sweeping = false;
    long now = System.nanoTime();
    resting.removeIf(one -> {
      boolean old = now - one.since() >= LONGEST.toNanos();
      if (old) {
        IoUtils.safeClose(one.connection());
      }
      return old || !one.connection().isOpen();
    });
    if (!resting.isEmpty()) {
      sweepLater();
    }
  }
}
