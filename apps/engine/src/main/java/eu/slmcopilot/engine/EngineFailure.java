package eu.slmcopilot.engine;

/** The engine cannot go on with an answer, or cannot start; the message is for a person. */
final class EngineFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EngineFailure(String message) {
    super(message);
  }

  EngineFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
