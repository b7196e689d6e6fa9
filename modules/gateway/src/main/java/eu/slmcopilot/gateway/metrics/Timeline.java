package eu.slmcopilot.gateway.metrics;

import eu.slmcopilot.gateway.course.Journal;
import java.util.OptionalLong;

/** When what happened to one client's request; kept for its line in the log and its part in the metrics. */
public final class Timeline implements Journal {

  /** How far a request had come when its client left. */
  public enum Stage {
    /** It waited for a slot, or for the engine to be there. */
    QUEUE,
    /** The engine read its prompt. */
    PREFILL,
    /** The engine answered. */
    ANSWER
  }

  private static final long NEVER = Long.MIN_VALUE;

  private final InferenceMetrics metrics;
  private final long arrived;
  private long sent = NEVER;
  private long answered = NEVER;
  private int heartbeats;
  private boolean joined;
  private boolean left;
  private long tokensIn = -1;
  private long tokensOut = -1;

  /**
   * Begins at the request's arrival.
   *
   * @param metrics where cancellations and heartbeats count
   */
  public Timeline(InferenceMetrics metrics) {
    this.metrics = metrics;
    this.arrived = metrics.nanos();
  }

  /** It shares the answer to an earlier request that was the same. */
  public void joined() {
    joined = true;
    metrics.joined();
  }

  /** It has a slot, and is on its way to the engine; told again when it has to be sent again. */
  void sent() {
    if (sent == NEVER) {
      sent = metrics.nanos();
      metrics.queued(sent - arrived);
    }
  }

  void tokens(OptionalLong in, long out) {
    tokensIn = in.orElse(-1);
    tokensOut = out;
  }

  @Override
  public void heartbeat() {
    heartbeats++;
    metrics.heartbeat();
  }

  @Override
  public void answered() {
    answered = metrics.nanos();
  }

  @Override
  public void left() {
    left = true;
    metrics.left(stage());
  }

  private Stage stage() {
    if (answered != NEVER) {
      return Stage.ANSWER;
    }
    return sent == NEVER && !joined ? Stage.QUEUE : Stage.PREFILL;
  }

  /** Nanoseconds since the request came. */
  public long age() {
    return metrics.nanos() - arrived;
  }

  /** Whether its client left before the end. */
  public boolean isLeft() {
    return left;
  }

  /**
   * Adds what is known, as {@code key=value} with a blank before each: {@code queue_ms}, {@code first_ms} (both from the
   * request's arrival), {@code tokens_in}, {@code tokens_out}, {@code heartbeats}, {@code joined}, {@code left}.
   */
  public void describe(StringBuilder line) {
    if (sent != NEVER) {
      line.append(" queue_ms=").append((sent - arrived) / 1_000_000);
    }
    if (answered != NEVER) {
      line.append(" first_ms=").append((answered - arrived) / 1_000_000);
    }
    if (tokensIn >= 0) {
      line.append(" tokens_in=").append(tokensIn);
    }
    if (tokensOut >= 0) {
      line.append(" tokens_out=").append(tokensOut);
    }
    if (heartbeats > 0) {
      line.append(" heartbeats=").append(heartbeats);
    }
    if (joined) {
      line.append(" joined=yes");
    }
    if (left) {
      line.append(" left=").append(InferenceMetrics.name(stage()));
    }
  }
}
