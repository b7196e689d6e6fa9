package eu.slmcopilot.validator;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Waits until an endpoint is ready, and tells a person what it waits for. */
final class ReadyWait {
  private static final long PAUSE_MILLIS = 1_000;
  // Into a log, not each second.
  private static final long LOG_EVERY_SECONDS = 30;

  private final PrintWriter err;
  private final boolean terminal;

  ReadyWait(Surroundings surroundings) {
    this.err = surroundings.err();
    this.terminal = surroundings.terminal();
  }

  /** Waits until the state is {@code ready} or the limit is over; what it is then, the checks say. */
  void until(Duration limit, Supplier<String> state) {
    long start = System.nanoTime();
    long told = -LOG_EVERY_SECONDS;
    while (true) {
      String now = state.get();
      Duration waited = Duration.ofNanos(System.nanoTime() - start);
      boolean over = now.equals("ready") || waited.compareTo(limit) >= 0;
      if (terminal || over || waited.toSeconds() - told >= LOG_EVERY_SECONDS) {
        told = waited.toSeconds();
        tell(waited, limit, now, over);
      }
      if (over || !pause()) {
        return;
      }
    }
  }

  private void tell(Duration waited, Duration limit, String state, boolean last) {
    String line = "waiting " + waited.toSeconds() + " s of " + limit.toSeconds() + " s: " + state;
    if (terminal) {
      // Back to the first column, and the rest of the old line wiped.
      err.print("\r" + line + "\u001b[K" + (last ? System.lineSeparator() : ""));
    } else {
      err.println(line);
    }
    err.flush();
  }

  private static boolean pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
