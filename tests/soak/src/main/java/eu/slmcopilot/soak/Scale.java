package eu.slmcopilot.soak;

import java.time.Duration;

/**
 * How much faster time goes here than in an office.
 *
 * @param factor so many office seconds in one of ours
 */
record Scale(double factor) {

  /** An office time as it is here. */
  Duration of(double officeSeconds) {
    return Duration.ofNanos((long) (officeSeconds / factor * 1e9));
  }

  /** A time here as it would be in the office, in seconds. */
  double office(Duration here) {
    return here.toNanos() / 1e9 * factor;
  }
}
