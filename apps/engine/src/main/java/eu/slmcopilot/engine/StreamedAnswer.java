package eu.slmcopilot.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * An answer that is sent as server-sent events. As with LocalAI no byte and no header goes out
 * before the first text, so that an early failure still has a status of its own.
 */
final class StreamedAnswer implements Answer {
  private final HttpServerExchange exchange;
  private final ObjectNode head;
  private final boolean includeUsage;
  private OutputStream out;
  private boolean introduced;

  /** With the fields that every chunk has. */
  StreamedAnswer(HttpServerExchange exchange, ObjectNode head, boolean includeUsage) {
    this.exchange = exchange;
    this.head = head;
    this.includeUsage = includeUsage;
  }

  @Override
  public void text(String text) throws IOException {
    introduce();
    send(chunk(OpenAiJson.object().put("content", text), null));
  }

  @Override
  public void toolCalls(ArrayNode calls) throws IOException {
    introduce();
    ObjectNode delta = OpenAiJson.object();
    delta.set("tool_calls", calls);
    send(chunk(delta, null));
  }

  @Override
  public void finish(String reason, Usage usage) throws IOException {
    introduce();
    send(chunk(OpenAiJson.object(), reason));
    if (includeUsage) {
      ObjectNode trailer = head.deepCopy();
      trailer.putArray("choices");
      trailer.set("usage", OpenAiJson.usage(usage));
      send(trailer);
    }
    done();
  }

  @Override
  public void fail(ApiError error) throws IOException {
    if (out == null && !error.belongsInStream()) {
      Replies.error(exchange, error);
      return;
    }
    ObjectNode event = OpenAiJson.object();
    event
        .putObject("error")
        .put("code", "server_error")
        .put("message", error.getMessage())
        .put("type", "server_error");
    send(event);
    done();
  }

  private void introduce() throws IOException {
    if (!introduced) {
      introduced = true;
      send(chunk(OpenAiJson.object().put("role", "assistant").put("content", ""), null));
    }
  }

  private ObjectNode chunk(ObjectNode delta, String finishReason) {
    ObjectNode chunk = head.deepCopy();
    ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
    choice.set("delta", delta);
    choice.putNull("logprobs").put("finish_reason", finishReason);
    if (includeUsage) {
      chunk.putNull("usage");
    }
    return chunk;
  }

  private void done() throws IOException {
    write("[DONE]");
    out.close();
  }

  private void send(JsonNode event) throws IOException {
    write(OpenAiJson.text(event));
  }

  private void write(String data) throws IOException {
    if (out == null) {
      exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/event-stream");
      exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-cache");
      out = exchange.getOutputStream();
    }
    out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
