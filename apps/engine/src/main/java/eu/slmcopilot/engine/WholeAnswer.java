package eu.slmcopilot.engine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.undertow.server.HttpServerExchange;

/** An answer that is sent when it is complete. */
final class WholeAnswer implements Answer {
  private final HttpServerExchange exchange;
  private final ObjectNode body;
  private final StringBuilder content = new StringBuilder();
  private ArrayNode calls;

  /** With the fields that come before the choices. */
  WholeAnswer(HttpServerExchange exchange, ObjectNode head) {
    this.exchange = exchange;
    this.body = head;
  }

  @Override
  public void text(String text) {
    content.append(text);
  }

  @Override
  public void toolCalls(ArrayNode toolCalls) {
    calls = toolCalls;
  }

  @Override
  public void finish(String reason, Usage usage) {
    ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
    ObjectNode message = choice.putObject("message").put("role", "assistant");
    message.put("content", calls == null ? content.toString() : null);
    if (calls != null) {
      message.set("tool_calls", calls);
    }
    choice.putNull("logprobs").put("finish_reason", reason);
    body.set("usage", OpenAiJson.usage(usage));
    Replies.json(exchange, 200, body);
  }

  @Override
  public void fail(ApiError error) {
    Replies.error(exchange, error);
  }
}
