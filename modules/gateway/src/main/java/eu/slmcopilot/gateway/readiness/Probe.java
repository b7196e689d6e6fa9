package eu.slmcopilot.gateway.readiness;

import java.util.function.Consumer;

/** Asks the engine something, on the thread of the one who asks. */
@FunctionalInterface
public interface Probe {

  /** What can be asked. */
  enum Question {
    /** {@code GET /readyz}: has it started? */
    STARTED,
    /** {@code GET /system}: which models are loaded? Only LocalAI and its like know. */
    LOADED,
    /** {@code GET /v1/models}: which models are there? */
    MODELS,
    /** A chat of one token. */
    WARM_UP
  }

  /**
   * What it says.
   *
   * @param status the HTTP status, 0 when there was no whole answer
   */
  record Answer(int status, String body) {
    /** No whole answer. */
    public static Answer none() {
      return new Answer(0, "");
    }

    boolean isGood() {
      return status >= 200 && status < 300;
    }
  }

  /** Asks; the answer comes later, exactly once. */
  void ask(Question question, Consumer<Answer> then);
}
