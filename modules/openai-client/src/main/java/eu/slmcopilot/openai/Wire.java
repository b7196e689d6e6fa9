package eu.slmcopilot.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** OpenAI's JSON to values and back; no transport. */
final class Wire {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int SHOWN = 200;

  private Wire() {}

  static String request(ChatRequest request, boolean stream) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("model", request.model());
    ArrayNode messages = root.putArray("messages");
    request.messages().forEach(message -> messages.add(message(message)));
    request.maxTokens().ifPresent(value -> root.put("max_tokens", value));
    request.temperature().ifPresent(value -> root.put("temperature", value));
    request.seed().ifPresent(value -> root.put("seed", value));
    if (!request.stop().isEmpty()) {
      ArrayNode stop = root.putArray("stop");
      request.stop().forEach(stop::add);
    }
    request.tools().ifPresent(value -> root.set("tools", value));
    root.put("stream", stream);
    if (stream && request.includeUsage()) {
      root.putObject("stream_options").put("include_usage", true);
    }
    return root.toString();
  }

  private static ObjectNode message(Message message) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("role", message.role()).put("content", message.content());
    message.toolCalls().ifPresent(value -> node.set("tool_calls", value));
    message.toolCallId().ifPresent(value -> node.put("tool_call_id", value));
    return node;
  }

  static List<Model> models(String body) throws OpenAiException.Protocol {
    JsonNode data = parse(body).path("data");
    if (!data.isArray()) {
      throw unlike("a list of models", body, null);
    }
    List<Model> models = new ArrayList<>();
    for (JsonNode model : data) {
      models.add(new Model(model.path("id").asText(""), model.path("owned_by").asText("")));
    }
    return List.copyOf(models);
  }

  static ChatResponse response(String body) throws OpenAiException.Protocol {
    JsonNode root = parse(body);
    JsonNode choice = root.path("choices").path(0);
    JsonNode message = choice.path("message");
    if (!message.isObject()) {
      throw unlike("a chat completion", body, null);
    }
    return new ChatResponse(
        root.path("id").asText(""),
        root.path("model").asText(""),
        new Message(
            message.path("role").asText("assistant"),
            text(message.path("content")),
            toolCalls(message),
            Optional.empty()),
        text(choice.path("finish_reason")),
        usage(root));
  }

  /** A chunk; an object that has neither choices nor usage is none, and a failure. */
  static ChatChunk chunk(String data) throws OpenAiException.Protocol {
    JsonNode root = parse(data);
    if (!root.path("choices").isArray() && !root.path("usage").isObject()) {
      throw unlike("a chunk of a chat completion", data, null);
    }
    JsonNode choice = root.path("choices").path(0);
    JsonNode delta = choice.path("delta");
    return new ChatChunk(
        root.path("id").asText(""),
        root.path("model").asText(""),
        text(delta.path("content")),
        toolCalls(delta),
        Optional.of(text(choice.path("finish_reason"))).filter(reason -> !reason.isEmpty()),
        usage(root));
  }

  /** The error in an answer or an event, empty when there is none. */
  static Optional<ServerError> error(String body) {
    try {
      JsonNode error = MAPPER.readTree(body).path("error");
      if (error.isTextual()) {
        return Optional.of(new ServerError(error.asText(), "", ""));
      }
      return error.isObject()
          ? Optional.of(new ServerError(
              error.path("message").asText(""), text(error.path("type")), text(error.path("code"))))
          : Optional.empty();
    } catch (JsonProcessingException notJson) {
      return Optional.empty();
    }
  }

  /** An error in the server's words. */
  record ServerError(String message, String type, String code) {}

  /** The beginning of a text, on one line, for a person. */
  static String shortened(String body) {
    String line = body.strip().replaceAll("\\s+", " ");
    return line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line;
  }

  private static JsonNode parse(String body) throws OpenAiException.Protocol {
    try {
      return MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      e.clearLocation();
      throw unlike("JSON", body, e);
    }
  }

  private static OpenAiException.Protocol unlike(String expected, String body, Throwable cause) {
    return new OpenAiException.Protocol(
        "The server should have sent " + expected + " but sent: " + shortened(body), 200, cause);
  }

  private static Optional<JsonNode> toolCalls(JsonNode of) {
    return Optional.of(of.path("tool_calls")).filter(JsonNode::isArray);
  }

  private static Optional<Usage> usage(JsonNode root) {
    JsonNode usage = root.path("usage");
    return usage.isObject()
        ? Optional.of(new Usage(
            usage.path("prompt_tokens").asInt(),
            usage.path("completion_tokens").asInt(),
            usage.path("total_tokens").asInt()))
        : Optional.empty();
  }

  private static String text(JsonNode node) {
    return node.isNull() ? "" : node.asText("");
  }
}
