package eu.slmcopilot.gateway.edge;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Methods;
import io.undertow.util.Protocols;
import io.undertow.util.StatusCodes;
import java.net.SocketAddress;
import java.util.function.Consumer;

/** Notices HTTP/2 requests that their client resets before they are answered. */
public final class TakenBack implements HttpHandler {
  private final Consumer<SocketAddress> counted;
  private final HttpHandler next;

  /**
   * Before these steps.
   *
   * @param counted told the connection's peer each time
   */
  public TakenBack(Consumer<SocketAddress> counted, HttpHandler next) {
    this.counted = counted;
    this.next = next;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    if (exchange.getProtocol().equals(Protocols.HTTP_2_0)) {
      exchange.addExchangeCompleteListener((ended, following) -> {
        if (isUnanswered(ended)) {
          counted.accept(ended.getConnection().getPeerAddress());
        }
        following.proceed();
      });
    }
    next.handleRequest(exchange);
  }

  /** Every answer of ours has a body but these. */
  private static boolean isUnanswered(HttpServerExchange exchange) {
    return exchange.getResponseBytesSent() == 0
        && exchange.getStatusCode() != StatusCodes.NO_CONTENT
        && !exchange.getRequestMethod().equals(Methods.HEAD);
  }
}
