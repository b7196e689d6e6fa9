package eu.slmcopilot.context;

/**
 * A context file that cannot be read as assignments. The message names line and variable, never a
 * value, so it may be logged.
 */
public final class ContextSyntaxException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final String variable;

  ContextSyntaxException(int line, String variable, String what) {
    super("Line " + line + (variable.isEmpty() ? "" : ", " + variable) + ": " + what);
    this.line = line;
    this.variable = variable;
  }

  /** The line to look at, counted from 1; for an unclosed quote the one where it opens. */
  public int line() {
    return line;
  }

  /** The variable being read, empty where the name itself could not be read. */
  public String variable() {
    return variable;
  }
}
