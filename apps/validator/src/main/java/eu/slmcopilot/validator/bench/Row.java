package eu.slmcopilot.validator.bench;

import java.util.List;

/**
 * One line of the result.
 *
 * @param test in llama-bench's words: {@code pp512+tg64}; or what else was done
 * @param kind what the test is about
 * @param clients how many asked at once
 * @param promptTokens of a request, the mean
 * @param firstToken in seconds
 * @param prefill tokens a second; not a number where it means nothing
 * @param decode tokens a second of one client
 * @param together tokens a second of all clients
 * @param note what a reader should know, or empty
 */
record Row(
    String test,
    Kind kind,
    int clients,
    int promptTokens,
    Spread firstToken,
    Spread prefill,
    Spread decode,
    Spread together,
    String note) {

  /** What a test is about. */
  enum Kind {
    /** Prompts of one length, each read for the first time. */
    LENGTH,
    /** A prompt that was read before. */
    AGAIN,
    /** Several clients at once. */
    CLIENTS
  }

  private static final Spread NOTHING = Spread.of(List.<Sample>of(), Sample::prefillRate);
  private static final double NANOS = 1e9;

  static Row length(String test, List<Sample> samples) {
    return new Row(
        test,
        Kind.LENGTH,
        1,
        prompt(samples),
        first(samples),
        Spread.of(samples, Sample::prefillRate),
        Spread.of(samples, Sample::decodeRate),
        NOTHING,
        "");
  }

  /** The same prompts once more; {@code fresh} is how long they took at first. */
  static Row again(String test, List<Sample> samples, Spread fresh) {
    Spread first = first(samples);
    double gain = fresh.mean() / first.mean();
    return new Row(
        test + " again",
        Kind.AGAIN,
        1,
        prompt(samples),
        first,
        NOTHING,
        Spread.of(samples, Sample::decodeRate),
        NOTHING,
        String.format(
            java.util.Locale.ROOT,
            gain >= 1.5
                ? "prefix cache: first token %.1f times sooner"
                : "no gain by a prefix cache (%.1f)",
            gain));
  }

  /** Several at once; {@code wall} is how long all of them took. */
  static Row clients(String test, List<Sample> samples, long wallNanos) {
    double all = samples.stream().mapToInt(Sample::completionTokens).sum() * NANOS / wallNanos;
    return new Row(
        test,
        Kind.CLIENTS,
        samples.size(),
        prompt(samples),
        first(samples),
        NOTHING,
        Spread.of(samples, Sample::decodeRate),
        new Spread(all, 0),
        "");
  }

  private static Spread first(List<Sample> samples) {
    return Spread.of(samples, sample -> sample.firstToken().toNanos() / NANOS);
  }

  private static int prompt(List<Sample> samples) {
    return (int)
        Math.round(samples.stream().mapToInt(Sample::promptTokens).average().orElse(0));
  }
}
