package eu.slmcopilot.gateway.listen;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.XnioExecutor;

/** A connection that was admitted. Thread-safe. */
final class Held {
  /** How many requests a connection may take back within {@link #WINDOW}. */
  static final int MOST_TAKEN_BACK = 200;

  static final Duration WINDOW = Duration.ofSeconds(30);

  private final StreamConnection connection;
  private XnioExecutor.Key silence;
  private long windowBegan;
  private int takenBack;

  private Held(StreamConnection connection) {
    this.connection = connection;
    this.windowBegan = System.nanoTime();
  }

  /** One that is closed unless it brings a request head in time. */
  static Held admitted(StreamConnection connection, Duration head) {
    Held held = new Held(connection);
    held.silence = connection
        .getIoThread()
        .executeAfter(() -> IoUtils.safeClose(connection), head.toMillis(), TimeUnit.MILLISECONDS);
    return held;
  }

  /** It has brought one. */
  synchronized void requested() {
    if (silence != null) {
      silence.remove();
      silence = null;
    }
  }

  /** It has taken one back. */
  synchronized void takenBack() {
    long now = System.nanoTime();
    if (now - windowBegan > WINDOW.toNanos()) {
      windowBegan = now;
      takenBack = 0;
    }
    takenBack++;
    if (takenBack > MOST_TAKEN_BACK) {
      close();
    }
  }

  /** At once where possible: a thread that reads a flood does not come to its other tasks. */
  private void close() {
    if (Thread.currentThread() == connection.getIoThread()) {
      IoUtils.safeClose(connection);
      return;
    }
    try {
      connection.getIoThread().execute(() -> IoUtils.safeClose(connection));
    } catch (RejectedExecutionException stopped) {
      // It ends with its thread.
    }
  }
}
