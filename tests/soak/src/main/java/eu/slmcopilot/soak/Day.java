package eu.slmcopilot.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** One day with one front, and what is left of it in the evening. */
final class Day {
  private static final Editor[] TEAM = {Editor.CLINE, Editor.QWEN, Editor.OPENCODE, Editor.SDK};
  private static final double LOADING = 60;

  private final Scale scale;
  private final Duration length;
  private final long seed;

  /**
   * A day.
   *
   * @param length of our time
   */
  Day(Scale scale, Duration length, long seed) {
    this.scale = scale;
    this.length = length;
    this.seed = seed;
  }

  /**
   * The figures of the evening; times are office time.
   *
   * @param left requests that the engine still works on, though nobody waits
   * @param earlyMib the front's memory after a fifth of the day
   * @param lateMib its memory in the evening
   */
  record Evening(Ledger ledger, double busySeconds, int left, long earlyMib, long lateMib) {}

  Evening spend(Engine engine, Front front, SSLContext tls, int port, Ledger ledger)
      throws IOException, InterruptedException {
    ScheduledExecutorService clock = Executors.newScheduledThreadPool(1);
    long start = System.nanoTime();
    long end = start + length.toNanos();
    Developer.Office office =
        new Developer.Office(tls, port, SoakMain.PASSWORD, ledger, clock, end);
    List<Thread> team = new ArrayList<>();
    for (int i = 0; i < TEAM.length; i++) {
      Thread thread = new Thread(
          new Developer(TEAM[i], seed * 31 + i, scale, office),
          TEAM[i].name().toLowerCase(Locale.ROOT));
      thread.start();
      team.add(thread);
    }
    double before = engine.busySeconds();
    long earlyMib = 0;
    for (int step = 1; step <= 100; step++) {
      sleepUntil(start + length.toNanos() / 100 * step);
      engine.look();
      if (step == 20) {
        earlyMib = front.residentMib();
      }
      if (step == 35 || step == 70) {
        engine.crash(scale.of(LOADING));
      }
    }
    for (Thread thread : team) {
      thread.interrupt();
      thread.join(scale.of(1200).toMillis());
    }
    clock.shutdownNow();
    awaitIdle(engine);
    return new Evening(
        ledger,
        scale.factor() * (engine.busySeconds() - before),
        engine.left(),
        earlyMib,
        front.residentMib());
  }

  private void awaitIdle(Engine engine) throws InterruptedException {
    long limit = System.nanoTime() + scale.of(300).toNanos();
    engine.look();
    while (engine.left() > 0 && System.nanoTime() < limit) {
      TimeUnit.MILLISECONDS.sleep(100);
      engine.look();
    }
  }

  private static void sleepUntil(long nanos) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(nanos - System.nanoTime());
  }
}
