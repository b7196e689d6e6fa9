package eu.slmcopilot.tls;

/** A certificate or key cannot be made, kept or used; the message tells a person why and what to do. */
public final class TlsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TlsException(String message, Throwable cause) {
    super(message, cause);
  }
}
