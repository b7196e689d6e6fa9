package eu.slmcopilot.openai;

import java.time.Duration;
import java.util.Optional;

/**
 * A call did not succeed; its subclass says what the caller can do, its message what a person reads.
 *
 * <p>The status is 0 when no HTTP answer came; type and code are the server's own words, empty when it gave none.
 */
public abstract sealed class OpenAiException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String type;
  private final String code;
  private final Duration retryAfter;

  private OpenAiException(String message, Answer answer, Throwable cause) {
    super(message, cause);
    this.status = answer.status();
    this.type = answer.type();
    this.code = answer.code();
    this.retryAfter = answer.retryAfter();
  }

  /** The HTTP status, 0 when there was no answer. */
  public final int status() {
    return status;
  }

  /** The server's class of error, such as {@code invalid_request_error}. */
  public final String type() {
    return type;
  }

  /** The server's code, such as {@code context_length_exceeded}. */
  public final String code() {
    return code;
  }

  /** How long the server asks to wait before the next try. */
  public final Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** The facts of an answer; retryAfter is null when not given. */
  record Answer(int status, String type, String code, Duration retryAfter) {
    static final Answer NONE = new Answer(0, "", "", null);
  }

  /** The credentials are missing, wrong or not enough (401, 403): ask for others. */
  public static final class Authentication extends OpenAiException {
    private static final long serialVersionUID = 1L;

    Authentication(String message, Answer answer) {
      super(message, answer, null);
    }
  }

  /** Too many requests (429): wait for {@link #retryAfter()}. */
  public static final class RateLimit extends OpenAiException {
    private static final long serialVersionUID = 1L;

    RateLimit(String message, Answer answer) {
      super(message, answer, null);
    }
  }

  /** The server will not do this (other 4xx): change the request. */
  public static final class BadRequest extends OpenAiException {
    private static final long serialVersionUID = 1L;

    BadRequest(String message, Answer answer) {
      super(message, answer, null);
    }
  }

  /** The server cannot now (5xx, or an error within a stream): try later. */
  public static final class Unavailable extends OpenAiException {
    private static final long serialVersionUID = 1L;

    Unavailable(String message, Answer answer) {
      super(message, answer, null);
    }
  }

  /** No connection, or it broke: see the cause. */
  public static final class Connection extends OpenAiException {
    private static final long serialVersionUID = 1L;

    Connection(String message, Throwable cause) {
      super(message, Answer.NONE, cause);
    }
  }

  /** One of {@link Timeouts} ran out; the message says which. */
  public static final class Timeout extends OpenAiException {
    private static final long serialVersionUID = 1L;

    Timeout(String message, Throwable cause) {
      super(message, Answer.NONE, cause);
    }
  }

  /** The server answered something that is not this protocol. */
  public static final class Protocol extends OpenAiException {
    private static final long serialVersionUID = 1L;

    Protocol(String message, int status, Throwable cause) {
      super(message, new Answer(status, "", "", null), cause);
    }
  }
}
