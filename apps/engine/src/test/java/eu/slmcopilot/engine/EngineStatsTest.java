package eu.slmcopilot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class EngineStatsTest {
  private final AtomicLong now = new AtomicLong();
  private final EngineStats stats = new EngineStats(now::get);

  @Test
  void addsUpTheTimeOfAllSlotsAtWork() {
    Ticket one = new Ticket(stats);
    Ticket other = new Ticket(stats);
    now.addAndGet(TimeUnit.SECONDS.toNanos(5));
    one.takeSlot(10);
    now.addAndGet(TimeUnit.SECONDS.toNanos(1));
    other.takeSlot(20);
    now.addAndGet(TimeUnit.SECONDS.toNanos(2));
    one.leaveSlot(true);
    now.addAndGet(TimeUnit.SECONDS.toNanos(1));

    assertThat(stats.snapshot()).isEqualTo(new EngineStats.Snapshot(1, 0, 1, 0, 0, 30, 6.0));
  }

  @Test
  void countsAClientThatLeavesOnceWhereverItsChatIs() {
    Ticket queued = new Ticket(stats);
    queued.clientLeft();
    queued.clientLeft();
    Ticket running = new Ticket(stats);
    running.takeSlot(1);
    running.clientLeft();
    running.leaveSlot(false);
    running.clientLeft();

    assertThat(queued.takeSlot(1)).isFalse();
    assertThat(running.client().gone()).isTrue();
    assertThat(stats.snapshot()).isEqualTo(new EngineStats.Snapshot(0, 0, 0, 2, 0, 1, 0.0));
  }
}
