package eu.slmcopilot.report;

/**
 * A text given by somebody else is not what it has to be. The message tells what is wrong, where, and what to do; it
 * quotes nothing of the text, which may hold secrets.
 */
public final class ReportException extends Exception {
  private static final long serialVersionUID = 1;

  /** An exception with such a message. */
  public ReportException(String message) {
    super(message);
  }
}
