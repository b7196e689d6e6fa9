package eu.slmcopilot.gateway.readiness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The JSON of asking an engine how it is. */
public final class EngineJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private EngineJson() {}

  /**
   * A chat of one token.
   *
   * @param prompt system prompt to leave in the engine's prompt cache; may be empty
   */
  public static byte[] warmUp(String model, String prompt) {
    ObjectNode root = JSON.createObjectNode();
    root.put("model", model).put("max_tokens", 1).put("stream", false);
    ArrayNode messages = root.putArray("messages");
    if (!prompt.isEmpty()) {
      messages.addObject().put("role", "system").put("content", prompt);
    }
    messages.addObject().put("role", "user").put("content", "Hello");
    return root.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  /** Whether LocalAI's {@code /system} lists the model as loaded. */
  static boolean isLoaded(String system, String model) {
    try {
      for (JsonNode loaded : JSON.readTree(system).path("loaded_models")) {
        if (loaded.path("id").asText().equals(model)) {
          return true;
        }
      }
      return false;
    } catch (JsonProcessingException notJson) {
      return false;
    }
  }
}
