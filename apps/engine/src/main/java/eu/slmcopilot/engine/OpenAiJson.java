package eu.slmcopilot.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/** The engine's answers in OpenAI's and LocalAI's shapes. */
final class OpenAiJson {
  private static final ObjectMapper JSON = JsonMapper.builder()
      .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
      .build();

  private OpenAiJson() {}

  static ObjectNode error(ApiError error) {
    ObjectNode node = JSON.createObjectNode();
    node.putObject("error")
        .put("message", error.getMessage())
        .put("type", error.type())
        .put("param", error.param())
        .set("code", JSON.valueToTree(error.code()));
    return node;
  }

  /** The list of {@code /v1/models}: the one model there is. */
  static ObjectNode models(ModelCard card) {
    ObjectNode list = JSON.createObjectNode().put("object", "list");
    list.putArray("data")
        .addObject()
        .put("id", card.id())
        .put("object", "model")
        .put("created", card.created())
        .put("owned_by", card.owner())
        .put("description", card.description());
    return list;
  }

  /** LocalAI's {@code /system}: the backends there are and the models that are loaded. */
  static ObjectNode system(ModelCard card, boolean loaded) {
    ObjectNode system = JSON.createObjectNode();
    system.putArray("backends").add("llama-cpp");
    ArrayNode models = system.putArray("loaded_models");
    if (loaded) {
      models.addObject().put("id", card.id());
    }
    return system;
  }

  static ObjectNode status(String status) {
    return JSON.createObjectNode().put("status", status);
  }

  static ObjectNode stats(EngineStats.Snapshot snapshot) {
    return JSON.valueToTree(snapshot);
  }

  /** What all chunks of one answer have in common; a whole answer has it too. */
  static ObjectNode head(String id, String object, long created, ModelCard card) {
    return JSON.createObjectNode()
        .put("id", id)
        .put("object", object)
        .put("created", created)
        .put("model", card.id())
        .put("system_fingerprint", card.fingerprint());
  }

  static ObjectNode usage(Usage usage) {
    return JSON.createObjectNode()
        .put("prompt_tokens", usage.promptTokens())
        .put("completion_tokens", usage.completionTokens())
        .put("total_tokens", usage.promptTokens() + usage.completionTokens());
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  static byte[] bytes(JsonNode node) {
    return text(node).getBytes(StandardCharsets.UTF_8);
  }

  static String text(JsonNode node) {
    try {
      return JSON.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of plain values must serialise", e);
    }
  }
}
