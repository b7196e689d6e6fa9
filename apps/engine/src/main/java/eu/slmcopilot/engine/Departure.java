package eu.slmcopilot.engine;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Remembers that a client left, for the thread that works for it. */
final class Departure implements Client {
  private final CountDownLatch left = new CountDownLatch(1);

  /** The client has left. */
  void happened() {
    left.countDown();
  }

  @Override
  public boolean gone() {
    return left.getCount() == 0;
  }

  @Override
  public boolean goneWithin(Duration time) {
    try {
      return left.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      // The engine is ending: nobody gets this answer.
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
