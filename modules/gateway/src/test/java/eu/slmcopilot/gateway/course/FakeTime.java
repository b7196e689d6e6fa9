package eu.slmcopilot.gateway.course;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;

/** Time that goes on only when told, and threads that are all this one: hours pass in a millisecond. */
public final class FakeTime {
  private final PriorityQueue<Due> alarms = new PriorityQueue<>();
  private final Deque<Runnable> posted = new ArrayDeque<>();
  private long now;
  private long numbers;

  /** A thread of its own, to those who compare. */
  public final class FakeThread implements Executor, Timer {
    @Override
    public void execute(Runnable task) {
      posted.add(task);
    }

    @Override
    public long nanos() {
      return now;
    }

    @Override
    public Alarm after(Duration delay, Runnable task) {
      Due due = new Due(now + delay.toNanos(), numbers++, task);
      alarms.add(due);
      return () -> alarms.remove(due);
    }
  }

  private record Due(long at, long number, Runnable task) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  /** Another thread. */
  public FakeThread thread() {
    return new FakeThread();
  }

  /** The time. */
  public long nanos() {
    return now;
  }

  /** Runs what is to be run now. */
  public void settle() {
    while (!posted.isEmpty()) {
      posted.remove().run();
    }
  }

  /** Lets time pass, and everything happen that is due in it. */
  public void pass(Duration time) {
    long end = now + time.toNanos();
    settle();
    while (!alarms.isEmpty() && alarms.element().at() <= end) {
      Due next = alarms.remove();
      now = Math.max(now, next.at());
      next.task().run();
      settle();
    }
    now = end;
  }

  /** How many alarms are set; none may be left when all is over. */
  public List<Long> alarms() {
    List<Long> times = new ArrayList<>();
    alarms.forEach(due -> times.add(due.at()));
    return times;
  }
}
