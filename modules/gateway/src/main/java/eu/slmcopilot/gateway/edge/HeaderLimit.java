package eu.slmcopilot.gateway.edge;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;

/** Refuses heads that no editor sends, with a 431 that says so (RFC 6585, section 5). */
public final class HeaderLimit implements HttpHandler {
  private final int bytes;
  private final HttpHandler next;

  /** Takes request line and headers of so many bytes together, at least 1. */
  public HeaderLimit(int bytes, HttpHandler next) {
    this.bytes = bytes;
    this.next = next;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    int size = exchange.getRequestURI().length() + sizeOf(exchange.getRequestHeaders());
    if (size > bytes) {
      OpenAiError.invalid(
              431,
              "headers_too_large",
              "The request's headers have " + size + " bytes; at most " + bytes + " are accepted.")
          .send(exchange);
      return;
    }
    next.handleRequest(exchange);
  }

  private static int sizeOf(HeaderMap headers) {
    int size = 0;
    for (HeaderValues values : headers) {
      for (String value : values) {
        size += values.getHeaderName().length() + value.length() + 4;
      }
    }
    return size;
  }
}
