package eu.slmcopilot.configure;

import java.time.Duration;

/** Lets time pass. */
interface Pause {
  /** Returns after this time, or early when this process is to end. */
  void sleep(Duration time);

  /** The passing of real time. */
  static void real(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
