package eu.slmcopilot.gateway.readiness;

import eu.slmcopilot.gateway.admission.Admission;
import eu.slmcopilot.gateway.admission.Ticket;
import eu.slmcopilot.gateway.course.Outcome;
import eu.slmcopilot.gateway.course.Timer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Knows whether the engine can answer: it has started, lists the model as loaded, and has completed a chat since.
 *
 * <p>What requests meet is news enough; only when nothing runs is the engine asked, by this one prober for all. While
 * it cannot be reached, admission is halted. Thread-safe; the work happens on one thread.
 */
public final class Readiness implements Outcome, Ticket.Listener {

  /** What is known of the engine. */
  public enum State {
    /** It has not started, or has not loaded its model. */
    LOADING,
    /** It has started, and is given its first chat. */
    WARMING,
    /** It can answer. */
    READY,
    /** It answered once, and now does not. */
    UNAVAILABLE
  }

  private static final Logger LOG = System.getLogger("eu.slmcopilot.gateway");
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final Duration AT_MOST = Duration.ofSeconds(16);

  private final Executor thread;
  private final Timer timer;
  private final Probe engine;
  private final Admission admission;
  private final String model;
  private final List<Consumer<State>> asking = new ArrayList<>();
  private volatile State state = State.LOADING;
  private volatile boolean closed;
  private volatile int restarts;
  private int timesReady;
  private boolean everAnswered;
  private boolean warmed;
  private boolean probing;
  private long lastProbe;
  private Duration afterRefusal = AGAIN;
  private Ticket ticket;
  private Timer.Alarm next;

  /**
   * Knows nothing yet; see {@link #start()}.
   *
   * @param thread the timer's and the probe's
   * @param model what must be listed as loaded
   */
  public Readiness(Executor thread, Timer timer, Probe engine, Admission admission, String model) {
    this.thread = thread;
    this.timer = timer;
    this.engine = engine;
    this.admission = admission;
    this.model = model;
  }

  /** Begins to find out. */
  public void start() {
    post(this::probe);
  }

  /** Asks no more, lets go of what it holds, and halts nobody from now on. */
  public void close() {
    synchronized (this) {
      closed = true;
    }
    post(() -> {
      leave();
      tellAsking();
      if (next != null) {
        next.cancel();
      }
    });
  }

  // A successor may have resumed what this would halt, and would not know.
  private synchronized void halt() {
    if (!closed) {
      admission.halt();
    }
  }

  /** What is known now. */
  public State state() {
    return state;
  }

  /** What is true now: asks the engine first if it was not seen at work just now. */
  public void confirm(Consumer<State> then) {
    post(() -> {
      boolean fresh = timer.nanos() - lastProbe < AGAIN.toNanos();
      if (state != State.READY || fresh || admission.load().running() > 0) {
        then.accept(state);
      } else {
        asking.add(then);
        probe();
      }
    });
  }

  private void post(Runnable task) {
    try {
      thread.execute(task);
    } catch (RejectedExecutionException stopped) {
      closed = true;
    }
  }

  private void probe() {
    next = null;
    if (closed || probing) {
      return;
    }
    if (admission.load().running() > 0) {
      tellAsking();
      again(AGAIN);
      return;
    }
    probing = true;
    engine.ask(Probe.Question.STARTED, this::started);
  }

  private void again(Duration delay) {
    if (!closed && next == null) {
      next = timer.after(delay, this::probe);
    }
  }

  private void started(Probe.Answer answer) {
    probing = false;
    lastProbe = timer.nanos();
    if (answer.status() == 0) {
      lost();
    } else if (answer.status() >= 500) {
      halt();
      warmed = false;
      become(State.LOADING);
      again(AGAIN);
    } else {
      everAnswered = true;
      admission.resume();
      if (state != State.READY) {
        warmUp();
      }
    }
    tellAsking();
  }

  private void tellAsking() {
    List<Consumer<State>> answered = List.copyOf(asking);
    asking.clear();
    answered.forEach(one -> one.accept(state));
  }

  private void lost() {
    halt();
    warmed = false;
    become(everAnswered ? State.UNAVAILABLE : State.LOADING);
    again(AGAIN);
  }

  private void warmUp() {
    become(State.WARMING);
    if (ticket == null && !closed) {
      ticket = admission.enterInBackground(thread, this);
    }
  }

  @Override
  public void admitted() {
    if (closed) {
      leave();
    } else if (warmed) {
      engine.ask(Probe.Question.LOADED, this::listed);
    } else {
      engine.ask(Probe.Question.WARM_UP, this::warm);
    }
  }

  @Override
  public void halted() {
    // It waits like everybody, and the prober goes on.
  }

  @Override
  public void resumed() {
    // Its turn comes by itself.
  }

  private void warm(Probe.Answer answer) {
    if (answer.isGood()) {
      warmed = true;
      afterRefusal = AGAIN;
      engine.ask(Probe.Question.LOADED, this::listed);
    } else if (answer.status() == 0) {
      leave();
      lost();
    } else {
      leave();
      LOG.log(
          Level.WARNING,
          "the engine refused the warm-up with status {0}; trying again",
          answer.status());
      become(answer.status() >= 500 ? State.LOADING : State.UNAVAILABLE);
      again(afterRefusal);
      // A warm-up may cost the engine a long prompt each time.
      Duration twice = afterRefusal.multipliedBy(2);
      afterRefusal = twice.compareTo(AT_MOST) < 0 ? twice : AT_MOST;
    }
  }

  private void listed(Probe.Answer answer) {
    if (answer.isGood()) {
      finished(EngineJson.isLoaded(answer.body(), model));
    } else {
      engine.ask(Probe.Question.MODELS, models -> finished(models.isGood()));
    }
  }

  private void finished(boolean loaded) {
    leave();
    if (loaded && warmed) {
      become(State.READY);
    } else if (state != State.READY) {
      become(State.LOADING);
      again(AGAIN);
    }
  }

  private void leave() {
    if (ticket != null) {
      ticket.leave();
      ticket = null;
    }
  }

  @Override
  public void unreachable() {
    halt();
    post(this::lost);
  }

  @Override
  public void broken() {
    post(() -> {
      warmed = false;
      become(State.UNAVAILABLE);
      again(AGAIN);
    });
  }

  @Override
  public void served(int status) {
    if (status >= 200 && status < 300 && state != State.READY) {
      post(() -> {
        everAnswered = true;
        warmed = true;
        if (!admission.isHalted()) {
          become(State.READY);
        }
      });
    }
  }

  /** How often an engine that had been ready came back after a time in which it was not. */
  public int restarts() {
    return restarts;
  }

  private void become(State now) {
    if (state != now) {
      if (now == State.READY) {
        restarts = timesReady++;
      }
      LOG.log(Level.INFO, "the engine is {0}", now.name().toLowerCase(java.util.Locale.ROOT));
      state = now;
    }
  }
}
