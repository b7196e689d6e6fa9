package eu.slmcopilot.gateway.admission;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Lets as many requests run as the engine has slots, and keeps the rest in a bounded, fair queue.
 *
 * <p>Thread-safe; never blocks, calls nobody while it holds its lock but the executors, which must not run what
 * they get at once.
 */
public final class Admission {
  private static final Duration SOONEST = Duration.ofSeconds(1);
  private static final Duration LATEST = Duration.ofMinutes(10);

  private final LongSupplier nanos;
  private final ServiceTimes times = new ServiceTimes();
  private final Queue queue = new Queue();
  private int slots;
  private int queueLength;
  private int running;
  private boolean halted;
  private long numbers;

  /**
   * An empty admission.
   *
   * @param slots how many may run at once, at least 1
   * @param queueLength how many may wait, 0 for none
   * @param nanos a clock of nanoseconds that only goes forward
   */
  public Admission(int slots, int queueLength, LongSupplier nanos) {
    this.nanos = nanos;
    resize(slots, queueLength);
  }

  /** Changes both bounds; nobody who runs or waits is sent away. */
  public void resize(int newSlots, int newQueueLength) {
    if (newSlots < 1 || newQueueLength < 0) {
      throw new IllegalArgumentException("At least one slot and no negative queue are needed, not "
          + newSlots + " and " + newQueueLength);
    }
    synchronized (this) {
      slots = newSlots;
      queueLength = newQueueLength;
      grant();
    }
  }

  /**
   * Asks for a slot.
   *
   * @param client whose request it is
   * @param thread where the listener is called; never within this call
   * @return the place, or nothing when the queue is full
   */
  public synchronized Optional<Ticket> enter(
      ClientKey client, Executor thread, Ticket.Listener listener) {
    boolean mustWait = halted || running >= slots || queue.size() > 0;
    if (mustWait && queue.size() >= queueLength) {
      return Optional.empty();
    }
    return Optional.of(queued(client, thread, listener));
  }

  /** As {@link #enter}, but only for when nobody else wants a slot; it waits in no place of the queue. */
  public synchronized Ticket enterInBackground(Executor thread, Ticket.Listener listener) {
    return queued(null, thread, listener);
  }

  private Ticket queued(ClientKey client, Executor thread, Ticket.Listener listener) {
    Ticket ticket = new Ticket(this, thread, listener, client, numbers++);
    queue.add(ticket);
    if (halted) {
      ticket.tellHalted();
    }
    grant();
    return ticket;
  }

  private void grant() {
    while (!halted && running < slots) {
      Ticket next = queue.next();
      if (next == null) {
        return;
      }
      running++;
      next.state = Ticket.State.RUNNING;
      next.since = nanos.getAsLong();
      next.tellAdmitted();
    }
  }

  /** Admits nobody until {@link #resume()}; those who run go on. */
  public synchronized void halt() {
    if (!halted) {
      halted = true;
      waiting().forEach(Ticket::tellHalted);
    }
  }

  /** Ends {@link #halt()}. */
  public synchronized void resume() {
    if (halted) {
      halted = false;
      waiting().forEach(Ticket::tellResumed);
      grant();
    }
  }

  /** A copy: telling one whose thread has ended takes it out of the queue. */
  private List<Ticket> waiting() {
    return queue.all().toList();
  }

  /** Whether nobody is admitted for now. */
  public synchronized boolean isHalted() {
    return halted;
  }

  /** What it holds now. */
  public synchronized Load load() {
    return new Load(running, queue.size(), slots, queueLength);
  }

  /** When one who was refused may find a place, from 1 s to 10 min. */
  public synchronized Duration retryAfter() {
    Duration next = times.until(1, slots);
    return next.compareTo(SOONEST) < 0 ? SOONEST : next.compareTo(LATEST) > 0 ? LATEST : next;
  }

  synchronized int position(Ticket ticket) {
    return ticket.state == Ticket.State.WAITING ? queue.positionOf(ticket) : 0;
  }

  synchronized Duration estimate(Ticket ticket) {
    return times.until(position(ticket), slots);
  }

  synchronized boolean is(Ticket ticket, Ticket.State state) {
    return ticket.state == state;
  }

  synchronized void leave(Ticket ticket) {
    Ticket.State before = ticket.state;
    ticket.state = Ticket.State.LEFT;
    if (before == Ticket.State.WAITING) {
      queue.remove(ticket);
    } else if (before == Ticket.State.RUNNING) {
      if (ticket.client != null) {
        times.add(nanos.getAsLong() - ticket.since);
      }
      running--;
      grant();
    }
  }

  synchronized void stepBack(Ticket ticket) {
    if (ticket.state == Ticket.State.RUNNING) {
      ticket.state = Ticket.State.WAITING;
      running--;
      queue.putBack(ticket);
      if (halted) {
        ticket.tellHalted();
      }
      grant();
    }
  }
}
