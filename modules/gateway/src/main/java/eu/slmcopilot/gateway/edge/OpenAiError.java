package eu.slmcopilot.gateway.edge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.slmcopilot.gateway.course.Failure;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A refusal in the shape that OpenAI's clients parse and show to their user.
 *
 * @param status the HTTP status
 * @param type OpenAI's class of error, {@code invalid_request_error} or {@code server_error}
 * @param code what a program can tell it by
 * @param message what a person reads
 */
public record OpenAiError(int status, String type, String code, String message) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** A 400: the client must send something else. */
  public static OpenAiError badRequest(String code, String message) {
    return invalid(400, code, message);
  }

  /** Something that the client can put right, with a status of 4xx. */
  public static OpenAiError invalid(int status, String code, String message) {
    return new OpenAiError(status, "invalid_request_error", code, message);
  }

  /** Something that is not the client's doing, with a status of 5xx. */
  public static OpenAiError server(int status, String code, String message) {
    return new OpenAiError(status, "server_error", code, message);
  }

  /** What a failure is to OpenAI's clients; the engine's own words go first. */
  public static OpenAiError of(Failure failure) {
    JsonNode own = errorIn(failure.engineBody());
    String message = own.path("message").asText("");
    return new OpenAiError(
        failure.status(),
        failure.status() >= 500 ? "server_error" : "invalid_request_error",
        own.path("code").isTextual() ? own.path("code").asText() : failure.code(),
        message.isEmpty() ? failure.message() : message);
  }

  private static JsonNode errorIn(String body) {
    try {
      return JSON.readTree(body).path("error");
    } catch (JsonProcessingException notJson) {
      return MissingNode.getInstance();
    }
  }

  /** The error as JSON text. */
  String json() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.putObject("error")
        .put("message", message)
        .put("type", type)
        .putNull("param")
        .put("code", code);
    return root.toString();
  }

  /**
   * The error as the last event of a stream that has already begun with 200.
   *
   * @param broken whether the stream stopped within an event, which must be closed first
   */
  public ByteBuffer event(boolean broken) {
    String text = (broken ? "\n\n" : "") + "data: " + json() + "\n\ndata: [DONE]\n\n";
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Answers with it, unless an answer has begun; what is left of the request is not waited for. */
  public void send(HttpServerExchange exchange) {
    if (exchange.isResponseStarted()) {
      return;
    }
    if (!exchange.isRequestComplete()) {
      // Reading on what is refused would let a client keep us busy with it.
      exchange.setPersistent(false);
    }
    exchange.setStatusCode(status);
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
    exchange.getResponseSender().send(json() + "\n", StandardCharsets.UTF_8);
  }

  /** As {@link #send(HttpServerExchange)}, telling when to come back. */
  public void send(HttpServerExchange exchange, Duration retryAfter) {
    if (!exchange.isResponseStarted()) {
      exchange.getResponseHeaders().put(Headers.RETRY_AFTER, retryAfter.toSeconds());
    }
    send(exchange);
  }
}
