package eu.slmcopilot.gateway.course;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * What one client gets to see of its request: heartbeats while it waits, the answer, or a failure in the form that is
 * still possible. Everything happens on the client's thread.
 */
public final class Course implements Subscriber {

  /** Where the request stands for its client. */
  public enum State {
    /** Nothing was sent yet. */
    WAITING,
    /** A stream was begun for the client's patience; the engine has not answered. */
    SOOTHED,
    /** The engine's answer is passed on as events. */
    STREAMING,
    /** The engine's answer, which is no stream, is passed on. */
    PASSING,
    /** The engine refused after the stream was begun; its words are collected for the error event. */
    REFUSED,
    /** The answer is complete, or was replaced by an error. */
    DONE,
    /** The client did not wait. */
    GONE
  }

  /** What a course needs besides its client. */
  public record Manners(Heartbeats heartbeats, Pulse pulse, Journal journal) {}

  private static final int MOST_KEPT = 64 << 10;

  private final Client client;
  private final Timer timer;
  private final Manners manners;
  private final EventBoundary boundary = new EventBoundary();
  private final ByteArrayOutputStream refusal = new ByteArrayOutputStream();
  private State state = State.WAITING;
  private Seat seat;
  private Runnable another;
  private int refusedWith;
  private long lastSent;
  private Timer.Alarm beat = () -> {};

  /**
   * Begins.
   *
   * @param stream whether the client asked for events
   */
  public Course(Client client, Timer timer, Manners manners, boolean stream) {
    this.client = client;
    this.timer = timer;
    this.manners = manners;
    this.lastSent = timer.nanos();
    if (stream && manners.heartbeats().style() != Heartbeats.Style.OFF) {
      beat = timer.after(manners.heartbeats().first(), this::beat);
    }
  }

  /**
   * Where the answer will come from.
   *
   * @param anotherWay what to do if that turns out not to be possible any more
   */
  void follow(Seat newSeat, Runnable anotherWay) {
    seat = newSeat;
    another = anotherWay;
  }

  /** Where it stands. */
  public State state() {
    return state;
  }

  private boolean isOver() {
    return state == State.DONE || state == State.GONE;
  }

  private void beat() {
    if (isOver() || state == State.PASSING) {
      return;
    }
    Progress progress = seat.progress();
    if (state == State.WAITING) {
      state = State.SOOTHED;
      client.begin(soothingHead(progress));
      if (isOver()) {
        return;
      }
    }
    Duration every = manners.heartbeats().every();
    long quiet = timer.nanos() - lastSent;
    boolean begun = state == State.SOOTHED && quiet < every.toNanos();
    if ((begun || quiet >= every.toNanos()) && boundary.isBetween() && !client.isBehind()) {
      manners.journal().heartbeat();
      send(manners.pulse().beat(progress));
    }
    if (!isOver()) {
      long since = timer.nanos() - lastSent;
      long rest = every.toNanos() - since;
      beat = timer.after(rest > 0 ? Duration.ofNanos(rest) : every, this::beat);
    }
  }

  private static Head soothingHead(Progress progress) {
    return new Head(
        200,
        progress.position() > 0
            ? Map.of(
                "content-type",
                "text/event-stream",
                "x-queue-position",
                String.valueOf(progress.position()))
            : Map.of("content-type", "text/event-stream"));
  }

  private void send(ByteBuffer bytes) {
    lastSent = timer.nanos();
    client.send(bytes);
    if (!isOver() && client.isBlocked()) {
      seat.blocked();
    }
  }

  /** The client takes bytes again. */
  public void drained() {
    if (!isOver()) {
      seat.drained();
    }
  }

  @Override
  public void answered(Head head) {
    if (!isOver()) {
      manners.journal().answered();
    }
    if (state == State.WAITING) {
      state = head.isEvents() ? State.STREAMING : State.PASSING;
      client.begin(head);
      if (state == State.PASSING) {
        beat.cancel();
      }
    } else if (state == State.SOOTHED) {
      boolean stream = head.status() == 200 && head.isEvents();
      state = stream ? State.STREAMING : State.REFUSED;
      refusedWith = head.status();
    }
  }

  @Override
  public void took(ByteBuffer bytes) {
    if (state == State.REFUSED) {
      byte[] part = new byte[Math.min(bytes.remaining(), MOST_KEPT - refusal.size())];
      bytes.get(part);
      refusal.writeBytes(part);
    } else if (!isOver()) {
      boundary.passed(bytes);
      send(bytes);
    }
  }

  @Override
  public void ended() {
    if (state == State.REFUSED) {
      String words = refusal.toString(StandardCharsets.UTF_8);
      failed(Failure.refusedByEngine(refusedWith, words));
    } else if (!isOver()) {
      over(State.DONE);
      client.end();
    }
  }

  @Override
  public void failed(Failure failure) {
    State before = state;
    if (isOver()) {
      return;
    }
    over(State.DONE);
    switch (before) {
      case WAITING -> client.refuse(failure);
      case PASSING -> client.cut();
      default -> client.endWith(failure, !boundary.isBetween());
    }
  }

  @Override
  public void tooLate() {
    if (!isOver()) {
      another.run();
    }
  }

  /** The client has gone; whatever still works for it alone is stopped. */
  public void gone() {
    if (!isOver()) {
      over(State.GONE);
      manners.journal().left();
      if (seat != null) {
        seat.leave();
      }
    }
  }

  /** Ends it from outside, for a reason that the client is told. */
  public void stop(Failure reason) {
    if (!isOver()) {
      failed(reason);
      if (seat != null) {
        seat.leave();
      }
    }
  }

  private void over(State end) {
    state = end;
    beat.cancel();
  }
}
