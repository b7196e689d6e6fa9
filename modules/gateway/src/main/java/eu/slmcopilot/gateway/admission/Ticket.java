package eu.slmcopilot.gateway.admission;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** A request's place: in the queue, then in a slot, until it leaves. Thread-safe. */
public final class Ticket {

  /** Who hears how a ticket fares, always on the thread given with it and never within a call to it. */
  public interface Listener {
    /** A slot is the ticket's own until it leaves. */
    void admitted();

    /** Nobody is admitted for now; the ticket keeps its place. */
    void halted();

    /** Admission goes on; not told to a ticket that is admitted by that. */
    void resumed();
  }

  /** Where a ticket stands. */
  enum State {
    WAITING,
    RUNNING,
    LEFT
  }

  private final Admission admission;
  private final Executor thread;
  private final Listener listener;
  // Null for the background.
  final ClientKey client;
  final long number;
  // Guarded by the admission.
  State state = State.WAITING;
  int position;
  long since;

  Ticket(Admission admission, Executor thread, Listener listener, ClientKey client, long number) {
    this.admission = admission;
    this.thread = thread;
    this.listener = listener;
    this.client = client;
    this.number = number;
  }

  /** The place in the queue, 1 being next; 0 when not waiting. */
  public int position() {
    return admission.position(this);
  }

  /** How long the wait will be, going by what requests took lately. */
  public Duration estimate() {
    return admission.estimate(this);
  }

  /** Gives up place or slot, whichever it holds; later calls do nothing. */
  public void leave() {
    admission.leave(this);
  }

  /** Gives the slot back and stands first in its client's line again, as if never admitted. */
  public void stepBack() {
    admission.stepBack(this);
  }

  void tellAdmitted() {
    post(State.RUNNING, listener::admitted);
  }

  void tellHalted() {
    post(State.WAITING, listener::halted);
  }

  void tellResumed() {
    post(State.WAITING, listener::resumed);
  }

  private void post(State still, Runnable news) {
    try {
      thread.execute(() -> {
        if (admission.is(this, still)) {
          news.run();
        }
      });
    } catch (RejectedExecutionException stopped) {
      // The thread has ended with its server, and this ticket's client with it.
      admission.leave(this);
    }
  }
}
