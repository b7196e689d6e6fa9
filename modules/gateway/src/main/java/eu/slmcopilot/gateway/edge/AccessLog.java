package eu.slmcopilot.gateway.edge;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** One line a request: who, what, how it ended and how long each part took; never a body, a query or a credential. */
public final class AccessLog implements HttpHandler {
  private static final int LONGEST_PATH = 120;

  private final Logger log;
  private final HttpHandler next;

  /** Writes at {@code INFO}; nothing is put together while the log takes none. */
  public AccessLog(Logger log, HttpHandler next) {
    this.log = log;
    this.next = next;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    if (log.isLoggable(Level.INFO)) {
      exchange.addExchangeCompleteListener((ended, following) -> {
        try {
          log.log(Level.INFO, line(ended));
        } finally {
          following.proceed();
        }
      });
    }
    next.handleRequest(exchange);
  }

  private static String line(HttpServerExchange exchange) {
    StringBuilder line = new StringBuilder(200)
        .append("access id=")
        .append(RequestId.of(exchange))
        .append(" client=")
        .append(ClientAddress.of(exchange).getHostAddress())
        .append(' ');
    printable(exchange.getRequestMethod().toString(), line);
    printable(exchange.getRequestPath(), line.append(' '));
    line.append(" status=")
        .append(Measured.statusOf(exchange))
        .append(" bytes=")
        .append(exchange.getResponseBytesSent());
    Measured.of(exchange).describe(line);
    return line.append(" ms=").append(Measured.of(exchange).age() / 1_000_000).toString();
  }

  /** What a client made up is cut, and kept from pretending to be a line of its own. */
  private static void printable(String text, StringBuilder line) {
    for (int i = 0; i < Math.min(text.length(), LONGEST_PATH); i++) {
      char c = text.charAt(i);
      line.append(c > ' ' && c < 0x7f ? c : '?');
    }
  }
}
