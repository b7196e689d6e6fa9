package eu.slmcopilot.engine;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Counts what the engine does, so that a test can see that it really stopped. Thread-safe. */
final class EngineStats {
  private final LongSupplier nanos;
  private int waiting;
  private int running;
  private long completed;
  private long cancelled;
  private long promptTokens;
  private long generatedTokens;
  private long busyNanos;
  private long since;

  /** With a monotonic clock in nanoseconds. */
  EngineStats(LongSupplier nanos) {
    this.nanos = nanos;
    this.since = nanos.getAsLong();
  }

  /**
   * The figures at one moment.
   *
   * @param running answers being made
   * @param waiting requests in the queue
   * @param completed answers made to their end
   * @param cancelled requests whose client left before that
   * @param tokensGenerated tokens of all answers so far
   * @param tokensPrompt tokens of all prompts whose turn came
   * @param busySeconds the seconds of all slots at work, added up
   */
  record Snapshot(
      int running,
      int waiting,
      long completed,
      long cancelled,
      long tokensGenerated,
      long tokensPrompt,
      double busySeconds) {}

  synchronized void queued() {
    waiting++;
  }

  synchronized void leftTheQueue() {
    waiting--;
    cancelled++;
  }

  synchronized void started(int tokens) {
    passTime();
    waiting--;
    running++;
    promptTokens += tokens;
  }

  synchronized void generated(int tokens) {
    generatedTokens += tokens;
  }

  synchronized void ended(boolean whole) {
    passTime();
    running--;
    if (whole) {
      completed++;
    } else {
      cancelled++;
    }
  }

  synchronized Snapshot snapshot() {
    passTime();
    double seconds = busyNanos / (double) TimeUnit.SECONDS.toNanos(1);
    return new Snapshot(
        running, waiting, completed, cancelled, generatedTokens, promptTokens, seconds);
  }

  private void passTime() {
    long now = nanos.getAsLong();
    busyNanos += running * (now - since);
    since = now;
  }
}
