package eu.slmcopilot.gateway.admission;

import java.time.Duration;

/** How long a request holds its slot lately: an exponentially weighted mean. Not thread-safe. */
final class ServiceTimes {
  // The last ten or so requests count; older ones were other prompts.
  private static final double NEWEST = 0.2;
  // A guess until the first has ended: a chat on a CPU takes a minute or so.
  private static final Duration UNMEASURED = Duration.ofMinutes(1);

  private double mean = UNMEASURED.toNanos();
  private boolean measured;

  void add(long nanos) {
    mean = measured ? mean + NEWEST * (nanos - mean) : nanos;
    measured = true;
  }

  /** The time until that many more have ended on so many slots. */
  Duration until(int ended, int slots) {
    return Duration.ofNanos((long) (mean * ended / slots));
  }
}
