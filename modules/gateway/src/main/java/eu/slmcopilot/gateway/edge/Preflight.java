package eu.slmcopilot.gateway.edge;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;

/** Answers a browser's question whether it may send a request, before any authentication [SEC-05]. */
public final class Preflight implements HttpHandler {
  private static final HttpString MAX_AGE = new HttpString("Access-Control-Max-Age");
  // WICG's Private Network Access: a page from the internet asks for a machine in the office.
  private static final HttpString ASKS_PRIVATE =
      new HttpString("Access-Control-Request-Private-Network");
  private static final HttpString ALLOW_PRIVATE =
      new HttpString("Access-Control-Allow-Private-Network");
  private static final String A_DAY = "86400";

  private final HttpHandler next;

  /** Before these steps. */
  public Preflight(HttpHandler next) {
    this.next = next;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    if (!exchange.getRequestMethod().equals(Methods.OPTIONS)) {
      next.handleRequest(exchange);
      return;
    }
    exchange.getResponseHeaders().put(MAX_AGE, A_DAY);
    if ("true".equals(exchange.getRequestHeaders().getFirst(ASKS_PRIVATE))) {
      exchange.getResponseHeaders().put(ALLOW_PRIVATE, "true");
    }
    if (!exchange.isRequestComplete()) {
      exchange.setPersistent(false);
    }
    exchange.setStatusCode(204);
    exchange.endExchange();
  }
}
