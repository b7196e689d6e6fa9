package eu.slmcopilot.gateway.course;

import java.time.Duration;
import java.util.Optional;

/**
 * Why a request gets no answer, in words for the person at the other end.
 *
 * @param status the HTTP status, where one can still be sent
 * @param code what a program can tell it by
 * @param message what happened and what to do
 * @param retryAfter when to try again, if that helps
 * @param engineBody the engine's own words, where it answered with a refusal; else empty
 */
public record Failure(
    int status, String code, String message, Optional<Duration> retryAfter, String engineBody) {
  private static final Optional<Duration> SOON = Optional.of(Duration.ofSeconds(5));

  private static Failure of(
      int status, String code, String message, Optional<Duration> retryAfter) {
    return new Failure(status, code, message, retryAfter, "");
  }

  /** The engine cannot be reached. */
  public static Failure unavailable() {
    return of(
        503,
        "engine_unavailable",
        "The model is not reachable: it is starting or has stopped. Try again soon.",
        SOON);
  }

  /** The engine closed the connection before the end of its answer. */
  public static Failure brokenOff() {
    return of(502, "engine_failed", "The model broke off its answer. Try again.", SOON);
  }

  /** The engine sent nothing for too long. */
  public static Failure silent(Duration limit) {
    return of(
        504,
        "engine_silent",
        "The model sent nothing for " + limit.toSeconds() + " s; given up.",
        SOON);
  }

  /** There is no place left in the queue. */
  public static Failure queueFull(Duration retryAfter) {
    return of(
        429,
        "queue_full",
        "All places are taken by other requests. Try again in about "
            + retryAfter.toSeconds()
            + " s.",
        Optional.of(retryAfter));
  }

  /** The gateway is being stopped. */
  public static Failure stopping() {
    return of(503, "gateway_stopping", "The gateway is being restarted. Try again soon.", SOON);
  }

  /** The engine answered a request for a stream with something else, after the stream had begun. */
  public static Failure refusedByEngine(int status, String body) {
    return new Failure(
        status,
        "engine_refused",
        "The model refused the request with status " + status + ".",
        Optional.empty(),
        body);
  }
}
