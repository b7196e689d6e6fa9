package eu.slmcopilot.validator.check;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How the pieces of a streamed answer came in.
 *
 * @param pieces how many
 * @param moments at how many moments: pieces that came together count once
 * @param first from the request to the first piece
 * @param spread from the first piece to the last
 */
record Pace(int pieces, int moments, Duration first, Duration spread) {
  private static final int FEWEST = 3;
  private static final Duration PLAINLY_SPREAD = Duration.ofMillis(100);
  // Beside the mean gap, a gap this many times shorter is none.
  private static final int TOGETHER = 20;
  // The network may join neighbours, but not more than this many on average.
  private static final int JOINED = 4;

  /** From time stamps in nanoseconds: of the request, then of each piece. */
  static Pace of(List<Long> stamps) {
    int pieces = stamps.size() - 1;
    if (pieces < 2) {
      return new Pace(pieces, pieces, Duration.ZERO, Duration.ZERO);
    }
    long spread = stamps.get(pieces) - stamps.get(1);
    double mean = (double) spread / (pieces - 1);
    long apart = IntStream.rangeClosed(2, pieces)
        .filter(at -> (stamps.get(at) - stamps.get(at - 1)) * TOGETHER > mean)
        .count();
    return new Pace(
        pieces,
        Math.toIntExact(apart) + 1,
        Duration.ofNanos(stamps.get(1) - stamps.get(0)),
        Duration.ofNanos(spread));
  }

  /**
   * Whether they came as they were made. A collected answer comes in one burst after a long wait, or
   * in a few.
   */
  boolean streamed() {
    boolean spreadOut =
        spread.compareTo(PLAINLY_SPREAD) >= 0 || spread.multipliedBy(10).compareTo(first) >= 0;
    return spreadOut && moments >= FEWEST && moments * JOINED >= pieces;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d pieces at %d moments over %d ms, the first after %d ms",
        pieces,
        moments,
        spread.toMillis(),
        first.toMillis());
  }
}
