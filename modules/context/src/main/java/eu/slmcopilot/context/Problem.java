package eu.slmcopilot.context;

import java.util.Objects;

/**
 * Something a person should know about one variable, ready to be shown: it never carries the value
 * of a secret.
 *
 * @param severity whether the values may be used all the same
 * @param variable the variable's name
 * @param message what is wrong and what was expected, one line
 */
public record Problem(Severity severity, String variable, String message) {

  /** How bad it is. */
  public enum Severity {
    /** The value cannot be used. */
    ERROR,
    /** The value is used, but is probably not what was meant. */
    WARNING
  }

  /** Checks that nothing is missing. */
  public Problem {
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(variable, "variable");
    Objects.requireNonNull(message, "message");
  }

  /** A value that cannot be used. */
  public static Problem error(String variable, String message) {
    return new Problem(Severity.ERROR, variable, message);
  }

  /** A value that is used with doubt. */
  public static Problem warning(String variable, String message) {
    return new Problem(Severity.WARNING, variable, message);
  }

  /** Whether the value cannot be used. */
  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** One line: {@code VARIABLE: message}. */
  @Override
  public String toString() {
    return variable.isEmpty() ? message : variable + ": " + message;
  }
}
