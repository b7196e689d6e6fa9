package eu.slmcopilot.gateway.edge;

import eu.slmcopilot.gateway.admission.Admission;
import eu.slmcopilot.gateway.admission.Load;
import eu.slmcopilot.gateway.readiness.Readiness;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.SameThreadExecutor;
import io.undertow.util.StatusCodes;
import java.util.Locale;

/** The two questions anybody may ask: is the gateway alive, and is the model ready [SEC-02] [INFER-05]. */
public final class Health {
  private Health() {}

  /** 200 as long as this process answers, with what it knows. */
  public static HttpHandler alive(Readiness readiness, Admission admission, String version) {
    return exchange -> {
      Load load = admission.load();
      String body = String.format(
          Locale.ROOT,
          "{\"status\":\"ok\",\"version\":\"%s\",\"model\":{\"state\":\"%s\"},"
              + "\"queue\":{\"running\":%d,\"waiting\":%d,\"slots\":%d,\"length\":%d}}\n",
          version,
          name(readiness.state()),
          load.running(),
          load.waiting(),
          load.slots(),
          load.queueLength());
      json(exchange, StatusCodes.OK, body);
    };
  }

  /** 200 when, and only when, the engine can answer a chat, else 503. */
  public static HttpHandler ready(Readiness readiness) {
    return exchange -> exchange.dispatch(
        SameThreadExecutor.INSTANCE,
        () -> readiness.confirm(
            state -> exchange.getIoThread().execute(() -> answer(exchange, state))));
  }

  private static void answer(HttpServerExchange exchange, Readiness.State state) {
    json(
        exchange,
        state == Readiness.State.READY ? StatusCodes.OK : StatusCodes.SERVICE_UNAVAILABLE,
        "{\"status\":\"" + name(state) + "\"}\n");
  }

  private static String name(Readiness.State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static void json(HttpServerExchange exchange, int status, String body) {
    exchange.setStatusCode(status);
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
    exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
    exchange.getResponseSender().send(body);
  }
}
