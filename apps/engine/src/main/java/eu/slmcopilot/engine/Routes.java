package eu.slmcopilot.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.PathHandler;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.util.function.Supplier;

/** Which path is answered by what. */
final class Routes {
  private Routes() {}

  /** All paths of the engine; any other is 404, any other method 405. */
  static HttpHandler of(
      ModelCard card, Supplier<LanguageModel> loaded, EngineStats stats, HttpHandler chat) {
    return new PathHandler(exchange -> Replies.error(
            exchange,
            ApiError.of(
                404,
                "invalid_request_error",
                "unknown_url",
                "There is nothing at " + exchange.getRequestPath() + ".")))
        .addExactPath("/healthz", get(() -> OpenAiJson.status("ok")))
        .addExactPath("/readyz", readiness(loaded))
        .addExactPath("/v1/models", get(() -> OpenAiJson.models(card)))
        .addExactPath("/system", get(() -> OpenAiJson.system(card, loaded.get() != null)))
        .addExactPath("/engine/stats", get(() -> OpenAiJson.stats(stats.snapshot())))
        .addExactPath("/v1/chat/completions", only(Methods.POST, chat));
  }

  private static HttpHandler get(Supplier<JsonNode> body) {
    return only(Methods.GET, exchange -> Replies.json(exchange, 200, body.get()));
  }

  private static HttpHandler readiness(Supplier<LanguageModel> loaded) {
    return only(Methods.GET, exchange -> {
      boolean ready = loaded.get() != null;
      Replies.json(exchange, ready ? 200 : 503, OpenAiJson.status(ready ? "ready" : "starting"));
    });
  }

  private static HttpHandler only(HttpString method, HttpHandler handler) {
    return exchange -> {
      if (exchange.getRequestMethod().equals(method)) {
        handler.handleRequest(exchange);
        return;
      }
      exchange.getResponseHeaders().put(Headers.ALLOW, method.toString());
      String message = "%s takes %s, not %s."
          .formatted(exchange.getRequestPath(), method, exchange.getRequestMethod());
      Replies.error(
          exchange, ApiError.of(405, "invalid_request_error", "method_not_allowed", message));
    };
  }
}
