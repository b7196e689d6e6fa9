package eu.slmcopilot.tls;

/**
 * A certificate that cannot be read, made or stored. The message is meant for a person: it names
 * the file and the next step, and never holds key material.
 */
public class TlsException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong and what to do, without key material. */
  public TlsException(String message) {
    super(message);
  }

  /** The same, with what lies beneath it; its message must hold no secret either. */
  public TlsException(String message, Throwable cause) {
    super(message, cause);
  }
}
