package eu.slmcopilot.openai;

import java.time.Duration;

/**
 * How long to wait for what; each is longer than zero and at most a day.
 *
 * @param connect for TCP
 * @param firstToken from the request, TLS included, to the first chunk, or to the end of the answer that is not streamed;
 *     comments of the server do not count
 * @param silence from one chunk to the next
 */
public record Timeouts(Duration connect, Duration firstToken, Duration silence) {
  // Well below what OkHttp takes.
  private static final Duration LONGEST = Duration.ofDays(1);

  /**
   * Checks them.
   *
   * @throws IllegalArgumentException when one is zero or less, or longer than a day
   */
  public Timeouts {
    checked("connect", connect);
    checked("firstToken", firstToken);
    checked("silence", silence);
  }

  /** 10 s to connect, 10 minutes to the first token (a long prompt on a CPU), 2 minutes of silence. */
  public static Timeouts defaults() {
    return new Timeouts(Duration.ofSeconds(10), Duration.ofMinutes(10), Duration.ofMinutes(2));
  }

  private static void checked(String name, Duration value) {
    if (value.isZero() || value.isNegative() || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "The timeout '" + name + "' must be longer than zero and at most a day, not " + value);
    }
  }
}
