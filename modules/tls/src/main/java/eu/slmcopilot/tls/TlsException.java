package eu.slmcopilot.tls;

/**
 * A certificate that cannot be read, made or stored. The message is meant for a person: it names
 * the file and the next step, and never holds key material.
 */
public final class TlsException extends Exception {
  private static final long serialVersionUID = 1L;

  TlsException(String message) {
    super(message);
  }

  TlsException(String message, Throwable cause) {
    super(message, cause);
  }
}
