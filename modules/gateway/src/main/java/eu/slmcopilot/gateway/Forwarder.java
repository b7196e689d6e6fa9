package eu.slmcopilot.gateway;

import eu.slmcopilot.gateway.chat.ChatRequest;
import eu.slmcopilot.gateway.chat.MalformedChatException;
import io.undertow.client.ClientRequest;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.SameThreadExecutor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/** Takes an admitted request to the engine: reads it, looks at it, sends it on. */
final class Forwarder implements HttpHandler {
  private static final Logger LOG = System.getLogger("eu.slmcopilot.gateway");
  // What the engine may see of a client's headers; credentials, cookies and hop-by-hop fields
  // never.
  private static final List<HttpString> REQUEST_HEADERS =
      List.of(Headers.ACCEPT, Headers.CONTENT_TYPE, new HttpString("Extra-Usage"));

  private final Upstream upstream;
  private final GatewayConfig.Limits limits;

  Forwarder(Upstream upstream, GatewayConfig.Limits limits) {
    this.upstream = upstream;
    this.limits = limits;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    // Dispatched to this same thread, so that returning does not end the exchange.
    exchange.dispatch(
        SameThreadExecutor.INSTANCE,
        () -> RequestBody.read(
            exchange,
            limits.bodyBytes(),
            body -> forwardOrFail(exchange, body),
            () -> abandoned(exchange)));
  }

  /** Nobody above would end the exchange: a defect here must not leave a client waiting. */
  private void forwardOrFail(HttpServerExchange exchange, byte[] body) {
    try {
      forward(exchange, body);
    } catch (RuntimeException defect) {
      LOG.log(Level.ERROR, "Request " + RequestId.of(exchange) + " failed in the gateway", defect);
      OpenAiError.server(
              500, "internal_error", "The gateway failed on this request; its log says why.")
          .send(exchange);
    }
  }

  private void forward(HttpServerExchange exchange, byte[] body) {
    if (exchange.getRequestMethod().equals(Methods.POST)) {
      try {
        ChatRequest.read(body);
      } catch (MalformedChatException e) {
        OpenAiError.badRequest("invalid_json", e.getMessage()).send(exchange);
        return;
      }
    }
    ClientRequest request = upstream.request(exchange.getRequestMethod(), exchange.getRequestURI());
    HeaderMap to = request.getRequestHeaders();
    for (HttpString name : REQUEST_HEADERS) {
      String value = exchange.getRequestHeaders().getFirst(name);
      if (value != null) {
        to.put(name, value);
      }
    }
    to.put(RequestId.HEADER, RequestId.of(exchange));
    Passage.begin(exchange, upstream, request, body, limits.idle());
  }

  private static void abandoned(HttpServerExchange exchange) {
    exchange.setPersistent(false);
    exchange.endExchange();
  }
}
