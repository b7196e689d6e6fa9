package eu.slmcopilot.engine;

import io.undertow.server.HttpServerExchange;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a test may ask to go wrong with a request. */
enum Fault {
  /** The process ends after a few pieces. */
  CRASH,
  /** Nothing is ever answered. */
  HANG,
  /** Nothing more comes after a few pieces. */
  HANG_MID_STREAM,
  /** An error after a few pieces. */
  ERROR_MID_STREAM,
  /** The connection is closed after a few pieces. */
  CUT_MID_STREAM,
  /** The answer has no text. */
  EMPTY;

  private static final String HEADER = "X-Engine-Fault";

  /** The fault that the request's header names. */
  static Optional<Fault> askedFor(HttpServerExchange exchange) throws ApiError {
    String name = exchange.getRequestHeaders().getFirst(HEADER);
    if (name == null) {
      return Optional.empty();
    }
    for (Fault fault : values()) {
      if (fault.spelling().equals(name)) {
        return Optional.of(fault);
      }
    }
    throw ApiError.invalid(
        HEADER,
        "%s must be one of %s."
            .formatted(HEADER, Arrays.stream(values()).map(Fault::spelling).toList()));
  }

  private String spelling() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
