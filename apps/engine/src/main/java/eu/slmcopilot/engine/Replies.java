package eu.slmcopilot.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.nio.ByteBuffer;

/** Sends short JSON answers. */
final class Replies {
  private Replies() {}

  static void json(HttpServerExchange exchange, int status, JsonNode body) {
    exchange.setStatusCode(status);
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
    exchange.getResponseSender().send(ByteBuffer.wrap(OpenAiJson.bytes(body)));
  }

  /** The error's own status with its JSON; 503 also says when to come again. */
  static void error(HttpServerExchange exchange, ApiError error) {
    if (error.status() == 503) {
      exchange.getResponseHeaders().put(Headers.RETRY_AFTER, "1");
    }
    json(exchange, error.status(), OpenAiJson.error(error));
  }
}
