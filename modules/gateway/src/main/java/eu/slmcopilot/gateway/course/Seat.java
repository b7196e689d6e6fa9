package eu.slmcopilot.gateway.course;

import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A subscriber's place at a run: carries what either says to the other's thread, at once when it is the same.
 *
 * <p>A buffer that crosses threads is copied; how many bytes are underway counts as the subscriber's being blocked.
 */
final class Seat {
  private static final int MOST_UNDERWAY = 64 << 10;

  private final Run run;
  private final Executor runThread;
  private final Subscriber subscriber;
  private final Executor thread;
  private final AtomicInteger underway = new AtomicInteger();
  private volatile boolean blocked;

  Seat(Run run, Executor runThread, Subscriber subscriber, Executor thread) {
    this.run = run;
    this.runThread = runThread;
    this.subscriber = subscriber;
    this.thread = thread;
  }

  // From the run.

  void tell(Consumer<Subscriber> news) {
    post(thread, () -> news.accept(subscriber));
  }

  void bytes(ByteBuffer bytes) {
    if (thread == runThread) {
      subscriber.took(bytes.duplicate());
      return;
    }
    int size = bytes.remaining();
    ByteBuffer copy = ByteBuffer.allocate(size).put(bytes.duplicate()).flip();
    underway.addAndGet(size);
    post(thread, () -> {
      subscriber.took(copy);
      int before = underway.getAndAdd(-size);
      if (before > MOST_UNDERWAY && before - size <= MOST_UNDERWAY && !blocked) {
        post(runThread, run::seatFreed);
      }
    });
  }

  boolean isFull() {
    return blocked || underway.get() > MOST_UNDERWAY;
  }

  // From the subscriber.

  Progress progress() {
    return run.progress();
  }

  void leave() {
    post(runThread, () -> run.left(this));
  }

  void blocked() {
    if (!blocked) {
      blocked = true;
      post(runThread, run::seatBlocked);
    }
  }

  void drained() {
    if (blocked) {
      blocked = false;
      post(runThread, run::seatFreed);
    }
  }

  private void post(Executor to, Runnable task) {
    if (thread == runThread) {
      task.run();
      return;
    }
    try {
      to.execute(task);
    } catch (RejectedExecutionException stopped) {
      // That thread has ended with its server, and everything on it.
      underway.set(0);
    }
  }
}
