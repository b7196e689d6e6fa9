package eu.slmcopilot.gateway;

import eu.slmcopilot.gateway.course.Timer;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.xnio.XnioExecutor;

/** The time of an I/O thread. */
record IoTimer(XnioExecutor thread) implements Timer {

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public Alarm after(Duration delay, Runnable task) {
    try {
      // One more, because a part of a millisecond would be cut off.
      XnioExecutor.Key key = thread.executeAfter(task, delay.toMillis() + 1, TimeUnit.MILLISECONDS);
      return key::remove;
    } catch (RejectedExecutionException stopping) {
      return () -> {};
    }
  }
}
