package eu.slmcopilot.gateway.edge;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import java.util.function.BooleanSupplier;

/**
 * Tells browsers never to come without TLS (RFC 6797), but only while the certificate is one that they trust by
 * themselves: with a private CA's, whoever has not installed it would be locked out for a year.
 */
public final class Hsts implements HttpHandler {
  private static final HttpString FIELD = new HttpString("Strict-Transport-Security");
  private static final String A_YEAR = "max-age=31536000";

  private final BooleanSupplier publiclyTrusted;
  private final HttpHandler next;

  /** Asks at each request, because the certificate may become another while the gateway runs. */
  public Hsts(BooleanSupplier publiclyTrusted, HttpHandler next) {
    this.publiclyTrusted = publiclyTrusted;
    this.next = next;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    if (publiclyTrusted.getAsBoolean()) {
      exchange.getResponseHeaders().put(FIELD, A_YEAR);
    }
    next.handleRequest(exchange);
  }
}
