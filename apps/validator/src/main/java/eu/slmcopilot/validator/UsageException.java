package eu.slmcopilot.validator;

/** The command line cannot be followed; the message tells a person why and what to do. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  UsageException(String message, Throwable cause) {
    super(message, cause);
  }
}
