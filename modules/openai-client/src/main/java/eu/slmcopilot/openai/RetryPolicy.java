package eu.slmcopilot.openai;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Makes a call more than once, where that can help: 429, 5xx, no connection. The client itself never does. For a stream,
 * call until its first chunk is there:
 *
 * <pre>{@code
 * ChatStream answer = policy.call(() -> {
 *   ChatStream stream = client.stream(request);
 *   stream.hasNext();
 *   return stream;
 * });
 * }</pre>
 *
 * @param attempts how many calls in all, 1 or more
 * @param pause before the second call, doubled before each further one, half of it by chance
 * @param longest no pause is longer; a server that asks for a longer one ({@code Retry-After}) is not asked again
 */
public record RetryPolicy(int attempts, Duration pause, Duration longest) {

  /** One call that may fail. */
  @FunctionalInterface
  public interface Attempt<T> {
    /** Makes the call. */
    T call() throws OpenAiException;
  }

  /** What lets time pass. */
  @FunctionalInterface
  interface Pause {
    void of(Duration time) throws InterruptedException;
  }

  /**
   * Checks it.
   *
   * @throws IllegalArgumentException when there is no attempt or a negative pause
   */
  public RetryPolicy {
    if (attempts < 1 || pause.isNegative() || longest.isNegative()) {
      throw new IllegalArgumentException(
          "A policy has 1 attempt or more and no negative pause, not " + attempts + ", " + pause
              + ", " + longest);
    }
  }

  /** Three calls, 0.5 to 1 s and then 1 to 2 s apart, or as the server asks up to a minute. */
  public static RetryPolicy usual() {
    return new RetryPolicy(3, Duration.ofSeconds(1), Duration.ofMinutes(1));
  }

  /**
   * Makes the call until it succeeds.
   *
   * @throws OpenAiException of the last attempt, or of the first that no other call can mend
   * @throws InterruptedException when the thread is told to stop during a pause
   */
  public <T> T call(Attempt<T> attempt) throws OpenAiException, InterruptedException {
    return call(attempt, time -> Thread.sleep(time.toMillis()), RandomGenerator.getDefault());
  }

  <T> T call(Attempt<T> attempt, Pause time, RandomGenerator random)
      throws OpenAiException, InterruptedException {
    for (int made = 1; ; made++) {
      try {
        return attempt.call();
      } catch (OpenAiException.RateLimit
          | OpenAiException.Unavailable
          | OpenAiException.Connection failure) {
        Duration wait = failure.retryAfter().orElse(before(made, random));
        if (made >= attempts || wait.compareTo(longest) > 0) {
          throw failure;
        }
        time.of(wait);
      }
    }
  }

  private Duration before(int made, RandomGenerator random) {
    double factor = Math.scalb(0.5 + random.nextDouble() / 2, Math.min(made - 1, 30));
    return Duration.ofMillis(
        Math.min(longest.toMillis(), Math.round((double) pause.toMillis() * factor)));
  }
}
