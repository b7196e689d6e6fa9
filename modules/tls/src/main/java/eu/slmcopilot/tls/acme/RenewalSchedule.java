package eu.slmcopilot.tls.acme;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When to ask an authority, as a pure function of what is known.
 *
 * <p>Without a window of the authority's own, at two thirds of the certificate's life: a third is left to fail in.
 * Jitter keeps many appliances made on one day from asking in one minute.
 */
public final class RenewalSchedule {
  /**
   * Waits after the first, second, ... failure in a row. Let's Encrypt allows five failed checks of a name and one more
   * each twelve minutes; an attempt that tries both ports is two.
   */
  private static final List<Duration> AFTER_FAILURES = List.of(
      Duration.ofMinutes(2),
      Duration.ofMinutes(30),
      Duration.ofHours(1),
      Duration.ofHours(3),
      Duration.ofHours(6),
      Duration.ofHours(12));

  private static final int JITTER = 20;

  private final RandomGenerator random;
  private final List<Duration> afterFailures;

  /** A schedule whose jitter comes from here. */
  public RenewalSchedule(RandomGenerator random) {
    this(random, AFTER_FAILURES);
  }

  /**
   * The same with other waits after failures; the last one is repeated.
   *
   * @throws IllegalArgumentException when there is none
   */
  public RenewalSchedule(RandomGenerator random, List<Duration> afterFailures) {
    if (afterFailures.isEmpty()) {
      throw new IllegalArgumentException("at least one wait is expected");
    }
    this.random = random;
    this.afterFailures = List.copyOf(afterFailures);
  }

  /**
   * When to renew a certificate.
   *
   * @param start the beginning of its life
   * @param end the end of its life
   * @param window what the authority wants; empty when it does not say
   */
  public Instant renewal(Instant start, Instant end, Optional<RenewalWindow> window) {
    if (window.isPresent()) {
      return within(window.get().start(), window.get().end());
    }
    Duration life = Duration.between(start, end);
    Instant due = start.plus(life.multipliedBy(2).dividedBy(3));
    return within(due.minus(life.dividedBy(JITTER)), due);
  }

  /**
   * When to try again.
   *
   * @param failures how many in a row, at least 1
   * @param notBefore what the authority demands, empty when nothing
   */
  public Instant retry(Instant now, int failures, Optional<Instant> notBefore) {
    Duration wait = afterFailures.get(Math.min(failures, afterFailures.size()) - 1);
    Instant chosen = within(now.plus(wait), now.plus(wait).plus(wait.dividedBy(JITTER)));
    return notBefore.filter(chosen::isBefore).orElse(chosen);
  }

  private Instant within(Instant from, Instant to) {
    long span = Duration.between(from, to).toMillis();
    return from.plusMillis(span <= 0 ? 0 : random.nextLong(span));
  }
}
