package eu.slmcopilot.tls.acme;

import eu.slmcopilot.tls.TlsException;
import java.time.Instant;
import java.util.Optional;

/** An authority gave no certificate. The message says what was tried, what it answered, and what a person can do. */
public final class IssuanceException extends TlsException {
  private static final long serialVersionUID = 1L;

  /** What stood in the way. */
  public enum Obstacle {
    /** The authority finds no address for the name, or another's. */
    NAME,
    /** The authority does not reach this machine on the port of the challenge. */
    PORT,
    /** A CAA record forbids this authority to issue. */
    CAA,
    /** Too many requests; see {@link #retryAfter()}. */
    RATE_LIMIT,
    /** The authority wants something of a person: new terms, an account binding, another profile. */
    ACCOUNT,
    /** The authority cannot be reached, or fails itself. */
    AUTHORITY,
    /** It gave a certificate that must not be served. */
    CERTIFICATE,
    /** This machine could not do its own part, such as keep a file. */
    MACHINE
  }

  private final Obstacle obstacle;
  private final transient Instant retryAfter;

  IssuanceException(Obstacle obstacle, String message, Instant retryAfter, Throwable cause) {
    super(message, cause);
    this.obstacle = obstacle;
    this.retryAfter = retryAfter;
  }

  IssuanceException(Obstacle obstacle, String message, Throwable cause) {
    this(obstacle, message, null, cause);
  }

  /** What stood in the way. */
  public Obstacle obstacle() {
    return obstacle;
  }

  /** Before when the authority wants to hear nothing more. */
  public Optional<Instant> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
