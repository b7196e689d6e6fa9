package eu.slmcopilot.gateway.course;

import java.time.Duration;

/**
 * How a client that waits for a stream is kept patient.
 *
 * @param first after how much silence a stream that has no answer is begun
 * @param every after how much silence within a begun stream something is sent
 * @param style what is sent
 */
public record Heartbeats(Duration first, Duration every, Style style) {

  /** What a heartbeat is made of. */
  public enum Style {
    /** An SSE comment, which clients skip and people can read. */
    COMMENT,
    /** A chunk without content, for clients that count parsed events only. */
    DELTA,
    /** Nothing is sent, and no stream begun, before the engine does. */
    OFF
  }

  /** Checks that the times are not zero. */
  public Heartbeats {
    if (first.isNegative() || first.isZero() || every.isNegative() || every.isZero()) {
      throw new IllegalArgumentException("Heartbeats need times above zero.");
    }
  }

  /** Comments after 5 s, then every 10 s. */
  public static Heartbeats defaults() {
    return new Heartbeats(Duration.ofSeconds(5), Duration.ofSeconds(10), Style.COMMENT);
  }

  /** The same in another style. */
  public Heartbeats in(Style other) {
    return new Heartbeats(first, every, other);
  }
}
