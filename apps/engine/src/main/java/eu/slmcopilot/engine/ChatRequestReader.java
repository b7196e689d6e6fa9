package eu.slmcopilot.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Reads the body of a chat completion request; fields it does not know are passed over. */
final class ChatRequestReader {
  // What the appliance's model file gives LocalAI for Devstral.
  private static final double TEMPERATURE = 0.15;
  private static final double TOP_P = 0.95;
  private static final Set<String> ROLES =
      Set.of("system", "developer", "user", "assistant", "tool");

  private final ObjectMapper json = new ObjectMapper();

  /**
   * The request in these bytes.
   *
   * @throws ApiError 400 that names the field, what it holds and what was expected
   */
  ChatRequest read(byte[] body) throws ApiError {
    Fields root = new Fields(parse(body));
    if (root.integer("n", 1, 128).orElse(1) != 1) {
      throw ApiError.invalid("n", "'n' must be 1: this engine draws one answer a request.");
    }
    return new ChatRequest(
        root.text("model"),
        messages(root.node("messages")),
        sampling(root),
        root.flag("stream"),
        new Fields(root.node("stream_options")).flag("include_usage"),
        root.node("tools"));
  }

  private JsonNode parse(byte[] body) throws ApiError {
    if (body.length == 0) {
      throw ApiError.invalid(null, "The request body is empty: expected a JSON object.");
    }
    try {
      JsonNode root = json.readTree(body);
      if (!root.isObject()) {
        throw ApiError.invalid(null, "The request body must be a JSON object.");
      }
      return root;
    } catch (JsonProcessingException e) {
      String where = e.getLocation() == null
          ? ""
          : " at line %d, column %d"
              .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
      throw ApiError.invalid(
          null, "The request body is not valid JSON" + where + ": " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new IllegalStateException("Reading from memory does not fail", e);
    }
  }

  private static Sampling sampling(Fields root) throws ApiError {
    OptionalInt newer = root.integer("max_completion_tokens", 1, Integer.MAX_VALUE);
    OptionalInt older = root.integer("max_tokens", 1, Integer.MAX_VALUE);
    return new Sampling(
        newer.isPresent() ? newer : older,
        root.number("temperature", 0, 2).orElse(TEMPERATURE),
        root.number("top_p", 0, 1).orElse(TOP_P),
        root.seed(),
        root.texts("stop"),
        root.text("grammar"));
  }

  private static List<Message> messages(JsonNode node) throws ApiError {
    if (!node.isArray() || node.isEmpty()) {
      throw ApiError.invalid(
          "messages", "'messages' must be a list with at least one message in it.");
    }
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      messages.add(message(node.get(i), "messages[" + i + "]"));
    }
    return messages;
  }

  private static Message message(JsonNode node, String at) throws ApiError {
    String role = node.path("role").asText();
    if (!ROLES.contains(role)) {
      throw ApiError.invalid(
          at + ".role", "'" + at + ".role' must be one of system, user, assistant and tool.");
    }
    return new Message(
        role.equals("developer") ? "system" : role,
        PlainText.of(content(node.path("content"), at + ".content")),
        !node.path("tool_calls").isEmpty());
  }

  private static String content(JsonNode node, String at) throws ApiError {
    if (node.isTextual()) {
      return node.textValue();
    }
    if (node.isMissingNode() || node.isNull()) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode part : node) {
      if (!node.isArray() || !part.path("type").asText().equals("text")) {
        throw ApiError.invalid(
            at, "'" + at + "' must be a string or a list of parts of type 'text'.");
      }
      text.append(part.path("text").asText());
    }
    return text.toString();
  }
}
