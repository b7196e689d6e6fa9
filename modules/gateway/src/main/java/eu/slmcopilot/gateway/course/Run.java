package eu.slmcopilot.gateway.course;

import eu.slmcopilot.gateway.admission.Admission;
import eu.slmcopilot.gateway.admission.ClientKey;
import eu.slmcopilot.gateway.admission.Ticket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * One request to the engine, for the sake of one client or of several that asked the same: from the queue to the end
 * of the answer.
 *
 * <p>Everything happens on one thread, that of the first client; {@link Seat} takes it to the threads of the others.
 * Whatever ends it passes {@link #over}, so that slot, alarm and connection are given back.
 */
public final class Run implements Engine.Listener, Ticket.Listener {

  /** Where a request stands. */
  public enum State {
    /** For a slot, or for an engine that can be reached. */
    WAITING,
    /** Sent to the engine, which has not answered. */
    PREFILLING,
    /** The engine answers. */
    STREAMING,
    /** The answer is complete, or failed. */
    DONE,
    /** Nobody waits for it any more. */
    GONE
  }

  /** What a run is made of. */
  public record Parts(
      Executor thread, Timer timer, Engine engine, Patience patience, Outcome outcome) {}

  private final Parts parts;
  private final boolean stream;
  private final Consumer<Run> closed;
  private List<Seat> seats = List.of();
  private volatile State state = State.WAITING;
  private volatile Ticket ticket;
  private volatile boolean halted;
  private volatile long since;
  private long lastHeard;
  private int status;
  private Engine.Call call;
  private Timer.Alarm limit = () -> {};

  /**
   * A run that waits for nothing yet.
   *
   * @param stream whether the clients can be kept waiting with heartbeats
   * @param closed told once when nobody can join any more
   */
  public Run(Parts parts, boolean stream, Consumer<Run> closed) {
    this.parts = parts;
    this.stream = stream;
    this.closed = closed;
    this.since = parts.timer().nanos();
  }

  /**
   * Asks for a slot, and sends the request when it has one.
   *
   * @return false when there is neither slot nor place in the queue
   */
  public boolean enter(Admission admission, ClientKey client) {
    admission.enter(client, parts.thread(), this).ifPresent(place -> ticket = place);
    return ticket != null;
  }

  /** Sends the request at once, without a slot. */
  public void send() {
    state = State.PREFILLING;
    since = parts.timer().nanos();
    limit.cancel();
    limit = parts
        .timer()
        .after(parts.patience().prefill(), () -> giveUp(parts.patience().prefill()));
    Engine.Call sent = parts.engine().send(this);
    if (state == State.PREFILLING || state == State.STREAMING) {
      call = sent;
    }
  }

  /** Gives the course what comes of this run; called on the run's thread by its first client. */
  public void serve(Course course) {
    Seat seat = new Seat(this, parts.thread(), course, parts.thread());
    course.follow(seat, () -> {});
    seats = List.of(seat);
  }

  /**
   * As {@link #serve} for a later client, from its own thread.
   *
   * @param tooLate what to do there if the answer has already begun
   */
  public void join(Course course, Executor thread, Runnable tooLate) {
    Seat seat = new Seat(this, parts.thread(), course, thread);
    course.follow(seat, tooLate);
    if (thread == parts.thread()) {
      seated(seat);
    } else {
      parts.thread().execute(() -> seated(seat));
    }
  }

  private void seated(Seat seat) {
    if (isJoinable()) {
      List<Seat> more = new ArrayList<>(seats);
      more.add(seat);
      seats = List.copyOf(more);
    } else {
      seat.tell(Subscriber::tooLate);
    }
  }

  /** Whether none of the answer has come yet, so that another client can still get all of it. */
  public boolean isJoinable() {
    return state == State.WAITING || state == State.PREFILLING;
  }

  /** Where it stands, from any thread. */
  public State state() {
    return state;
  }

  /** How far it is, from any thread. */
  Progress progress() {
    Duration spent = Duration.ofNanos(parts.timer().nanos() - since);
    Ticket place = ticket;
    return switch (state) {
      case PREFILLING -> new Progress(Progress.Stage.PREFILL, 0, spent);
      case WAITING ->
        halted || place == null
            ? new Progress(Progress.Stage.LOADING, 0, spent)
            : new Progress(Progress.Stage.WAITING, place.position(), place.estimate());
      default -> new Progress(Progress.Stage.ANSWER, 0, spent);
    };
  }

  @Override
  public void admitted() {
    if (state == State.WAITING) {
      halted = false;
      send();
    }
  }

  @Override
  public void halted() {
    if (state != State.WAITING || halted) {
      return;
    }
    if (stream) {
      halted = true;
      limit.cancel();
      limit = parts.timer().after(parts.patience().loading(), () -> fail(Failure.unavailable()));
    } else {
      fail(Failure.unavailable());
    }
  }

  @Override
  public void resumed() {
    halted = false;
    limit.cancel();
  }

  @Override
  public void answered(Head head) {
    close(State.STREAMING);
    status = head.status();
    lastHeard = parts.timer().nanos();
    limit.cancel();
    limit = parts.timer().after(parts.patience().idle(), this::checkSilence);
    tell(seat -> seat.tell(subscriber -> subscriber.answered(head)));
  }

  @Override
  public void took(ByteBuffer bytes) {
    lastHeard = parts.timer().nanos();
    tell(seat -> seat.bytes(bytes));
    seatBlocked();
  }

  private void tell(Consumer<Seat> news) {
    for (Seat seat : seats) {
      if (seats.contains(seat)) {
        news.accept(seat);
      }
    }
  }

  private void checkSilence() {
    long silence = parts.timer().nanos() - lastHeard;
    Duration idle = parts.patience().idle();
    if (isFull()) {
      // It is the client that is slow; its own limit is watched where it is.
      lastHeard = parts.timer().nanos();
      limit = parts.timer().after(idle, this::checkSilence);
    } else if (silence >= idle.toNanos()) {
      giveUp(idle);
    } else {
      limit = parts.timer().after(idle.minusNanos(silence), this::checkSilence);
    }
  }

  private boolean isFull() {
    return seats.stream().anyMatch(Seat::isFull);
  }

  void seatBlocked() {
    if (state == State.STREAMING && isFull() && call != null) {
      call.pause();
    }
  }

  void seatFreed() {
    if (state == State.STREAMING && !isFull() && call != null) {
      lastHeard = parts.timer().nanos();
      call.resume();
    }
  }

  void left(Seat seat) {
    seats = seats.stream().filter(other -> other != seat).toList();
    if (!seats.isEmpty()) {
      seatFreed();
    } else if (state != State.DONE && state != State.GONE) {
      over(State.GONE);
      cancel();
    }
  }

  private void cancel() {
    if (call != null) {
      call.cancel();
    }
  }

  @Override
  public void ended() {
    over(State.DONE);
    parts.outcome().served(status);
    tell(seat -> seat.tell(Subscriber::ended));
  }

  @Override
  public void unreachable() {
    parts.outcome().unreachable();
    if (stream && ticket != null) {
      state = State.WAITING;
      since = parts.timer().nanos();
      limit.cancel();
      call = null;
      ticket.stepBack();
    } else {
      fail(Failure.unavailable());
    }
  }

  @Override
  public void failed(IOException reason) {
    parts.outcome().broken();
    fail(Failure.brokenOff());
  }

  private void giveUp(Duration waited) {
    cancel();
    fail(Failure.silent(waited));
  }

  private void fail(Failure failure) {
    over(State.DONE);
    tell(seat -> seat.tell(subscriber -> subscriber.failed(failure)));
  }

  private void over(State end) {
    close(end);
    limit.cancel();
    if (ticket != null) {
      ticket.leave();
    }
  }

  private void close(State next) {
    boolean open = isJoinable();
    state = next;
    if (open) {
      closed.accept(this);
    }
  }
}
