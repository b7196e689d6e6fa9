package eu.slmcopilot.gateway;

import eu.slmcopilot.gateway.chat.ChatRequest;
import eu.slmcopilot.gateway.chat.ChatRules;
import eu.slmcopilot.gateway.chat.RefusedChatException;
import eu.slmcopilot.gateway.edge.OpenAiError;
import eu.slmcopilot.gateway.edge.RequestId;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Methods;
import io.undertow.util.SameThreadExecutor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Takes an admitted request to the engine: reads it, looks at it, sends it on. */
final class Forwarder implements HttpHandler {
  private static final Logger LOG = System.getLogger("eu.slmcopilot.gateway");
  private final Journeys journeys;
  private final ChatRules rules;
  private final GatewayConfig.Limits limits;

  Forwarder(Journeys journeys, ChatRules rules, GatewayConfig.Limits limits) {
    this.journeys = journeys;
    this.rules = rules;
    this.limits = limits;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    // Dispatched to this same thread, so that returning does not end the exchange.
    exchange.dispatch(
        SameThreadExecutor.INSTANCE,
        () -> RequestBody.read(
            exchange, limits, body -> forwardOrFail(exchange, body), () -> abandoned(exchange)));
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
    if (!exchange.getRequestMethod().equals(Methods.POST)) {
      journeys.light(new Asked(exchange, body, false, false));
      return;
    }
    try {
      ChatRequest chat = ChatRequest.read(body, rules);
      journeys.chat(new Asked(exchange, chat.body(), chat.stream(), chat.hasTools()));
    } catch (RefusedChatException e) {
      OpenAiError.badRequest(e.code(), e.getMessage()).send(exchange);
    }
  }

  private static void abandoned(HttpServerExchange exchange) {
    exchange.setPersistent(false);
    exchange.endExchange();
  }
}
