package eu.slmcopilot.gateway.course;

import java.time.Duration;

/**
 * How long is waited for what; none of it bounds a stream that goes on.
 *
 * @param loading how long a stream may wait for an engine that cannot be reached
 * @param prefill how long an engine may work before its answer begins
 * @param idle how long an engine may be silent within an answer, and a client take nothing of it
 */
public record Patience(Duration loading, Duration prefill, Duration idle) {
  /** 15 min, 1 h, 10 min [SEC-08]. */
  public static Patience defaults() {
    return new Patience(Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofMinutes(10));
  }
}
