package eu.slmcopilot.gateway;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** One line a request: who, what, how it ended; never a body, a query or a credential. */
final class AccessLog implements HttpHandler {
  private static final int LONGEST_PATH = 120;

  private final Logger log;
  private final HttpHandler next;

  AccessLog(Logger log, HttpHandler next) {
    this.log = log;
    this.next = next;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    if (log.isLoggable(Level.INFO)) {
      long start = System.nanoTime();
      exchange.addExchangeCompleteListener((ended, following) -> {
        try {
          log.log(Level.INFO, line(ended, System.nanoTime() - start));
        } finally {
          following.proceed();
        }
      });
    }
    next.handleRequest(exchange);
  }

  private static String line(HttpServerExchange exchange, long nanos) {
    return String.format(
        "access id=%s client=%s %s %s status=%d bytes=%d ms=%d",
        RequestId.of(exchange),
        ClientAddress.of(exchange).getHostAddress(),
        printable(exchange.getRequestMethod().toString()),
        printable(exchange.getRequestPath()),
        exchange.getStatusCode(),
        exchange.getResponseBytesSent(),
        nanos / 1_000_000);
  }

  private static String printable(String text) {
    String cut = text.length() > LONGEST_PATH ? text.substring(0, LONGEST_PATH) : text;
    return cut.replaceAll("[^\\x21-\\x7e]", "?");
  }
}
