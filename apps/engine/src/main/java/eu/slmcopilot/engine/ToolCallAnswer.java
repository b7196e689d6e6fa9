package eu.slmcopilot.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * An answer that is silent while it is made and then is one call of the first tool, as LocalAI's
 * llama.cpp backend streams tool calls. The arguments fill in what the tool requires.
 */
final class ToolCallAnswer implements Answer {
  private final Answer answer;
  private final JsonNode function;

  /** With the request's {@code tools}, at least one. */
  ToolCallAnswer(Answer answer, JsonNode tools) {
    this.answer = answer;
    this.function = tools.path(0).path("function");
  }

  @Override
  public void text(String text) {
    // Held back for good: the call takes its place.
  }

  @Override
  public void toolCalls(ArrayNode calls) throws IOException {
    answer.toolCalls(calls);
  }

  @Override
  public void finish(String reason, Usage usage) throws IOException {
    ArrayNode calls = OpenAiJson.object().putArray("tool_calls");
    calls
        .addObject()
        .put("index", 0)
        .put("id", "call_1")
        .put("type", "function")
        .putObject("function")
        .put("name", function.path("name").asText())
        .put("arguments", OpenAiJson.text(arguments()));
    answer.toolCalls(calls);
    answer.finish("tool_calls", usage);
  }

  @Override
  public void fail(ApiError error) throws IOException {
    answer.fail(error);
  }

  private ObjectNode arguments() {
    ObjectNode arguments = OpenAiJson.object();
    JsonNode parameters = function.path("parameters");
    for (JsonNode required : parameters.path("required")) {
      String name = required.asText();
      switch (parameters.path("properties").path(name).path("type").asText()) {
        case "integer", "number" -> arguments.put(name, 1);
        case "boolean" -> arguments.put(name, true);
        case "array" -> arguments.putArray(name);
        case "object" -> arguments.putObject(name);
        default -> arguments.put(name, "demonstration");
      }
    }
    return arguments;
  }
}
