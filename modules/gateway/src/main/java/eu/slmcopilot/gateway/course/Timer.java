package eu.slmcopilot.gateway.course;

import java.time.Duration;

/** Time as one thread sees it. */
public interface Timer {

  /** Something that will happen unless it is cancelled. */
  interface Alarm {
    /** Makes it not happen; later calls do nothing. */
    void cancel();
  }

  /** Nanoseconds that only go forward. */
  long nanos();

  /** Runs the task once after the delay, on this timer's thread. */
  Alarm after(Duration delay, Runnable task);
}
