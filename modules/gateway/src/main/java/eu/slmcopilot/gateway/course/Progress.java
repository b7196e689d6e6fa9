package eu.slmcopilot.gateway.course;

import java.time.Duration;

/**
 * Where a request stands, for the one who waits for it.
 *
 * @param stage what is being waited for
 * @param position the place in the queue when {@link Stage#WAITING}, 1 being next; else 0
 * @param time the estimated wait when {@link Stage#WAITING}, else the time spent in this stage
 */
public record Progress(Stage stage, int position, Duration time) {

  /** What is being waited for. */
  public enum Stage {
    /** A free slot. */
    WAITING,
    /** An engine that can be reached. */
    LOADING,
    /** The engine's first word. */
    PREFILL,
    /** The engine's next word. */
    ANSWER
  }

  /** One line for a person. */
  public String text() {
    return switch (stage) {
      case WAITING -> "waiting, position " + position + ", about " + time.toSeconds() + " s";
      case LOADING -> "model loading";
      case PREFILL -> "prefill " + time.toSeconds() + " s";
      case ANSWER -> "still working";
    };
  }
}
