package eu.slmcopilot.appliance;

/** The settings file cannot be used; the message tells a person where, why and what to do. */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A message for a person and what lies behind it.
   */
  public SettingsException(String message, Throwable cause) {
    super(message, cause);
  }
}
