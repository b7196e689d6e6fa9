package eu.slmcopilot.gateway.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Messages in an order that Devstral's chat template takes: one system message at the start, then user and assistant
 * in turn, where an assistant's message that calls tools and the tools' results do not count.
 *
 * <p>Editors break that order after a denied or aborted tool call; the template then refuses the whole chat. Nothing
 * is left out in mending it.
 */
final class Conversation {
  private static final List<String> ROLES = List.of("user", "assistant", "tool");
  private static final String BETWEEN = "\n\n";
  /** Stands for what the assistant did not say when it was interrupted. */
  private static final String INTERRUPTED = "(interrupted)";
  /** Stands for what the user said before the part of the chat that the client kept. */
  private static final String CONTINUED = "(continue)";

  private Conversation() {}

  /** The messages in order; empty when they are so already, or are nothing that can be mended. */
  static Optional<ArrayNode> mended(JsonNode messages) {
    if (!messages.isArray() || isInOrder(messages)) {
      return Optional.empty();
    }
    for (JsonNode message : messages) {
      if (!message.isObject() || !message.path("role").isTextual()) {
        return Optional.empty();
      }
    }
    ArrayNode mended = alternating(merged(messages));
    return isInOrder(mended) ? Optional.of(mended) : Optional.empty();
  }

  /** Whether the template takes them. */
  static boolean isInOrder(JsonNode messages) {
    boolean users = true;
    for (int i = 0; i < messages.size(); i++) {
      JsonNode message = messages.get(i);
      String role = message.path("role").asText();
      if (!ROLES.contains(role) && !(i == 0 && role.equals("system"))) {
        return false;
      }
      if (takesTurns(message)) {
        if (role.equals("user") != users) {
          return false;
        }
        users = !users;
      }
    }
    return true;
  }

  /** Neighbours of one role become one message. */
  private static List<ObjectNode> merged(JsonNode messages) {
    List<ObjectNode> merged = new ArrayList<>();
    for (JsonNode message : messages) {
      ObjectNode next = message.deepCopy();
      next.put("role", role(message.path("role").textValue(), merged));
      ObjectNode last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
      if (last != null && joins(last, next)) {
        join(last, next);
      } else {
        merged.add(next);
      }
    }
    return merged;
  }

  /** Instructions in the middle of a chat come from the user's side, or the template would refuse them. */
  private static String role(String role, List<ObjectNode> before) {
    if (!role.equals("system") && !role.equals("developer")) {
      return role.equals("function") ? "tool" : role;
    }
    boolean first =
        before.stream().allMatch(message -> message.path("role").asText().equals("system"));
    return first ? "system" : "user";
  }

  private static boolean joins(ObjectNode last, ObjectNode next) {
    String role = next.path("role").textValue();
    return !role.equals("tool") && last.path("role").asText().equals(role);
  }

  private static void join(ObjectNode last, ObjectNode next) {
    join(last, next.path("content"));
    if (next.path("tool_calls").isArray()) {
      last.withArray("tool_calls").addAll((ArrayNode) next.path("tool_calls"));
    }
    next.properties().forEach(field -> last.putIfAbsent(field.getKey(), field.getValue()));
  }

  private static void join(ObjectNode last, JsonNode content) {
    JsonNode before = last.path("content");
    if (isEmpty(content)) {
      return;
    }
    if (isEmpty(before)) {
      last.set("content", content);
    } else if (before.isTextual() && content.isTextual()) {
      last.put("content", before.textValue() + BETWEEN + content.textValue());
    } else {
      ArrayNode parts = JsonNodeFactory.instance.arrayNode();
      addParts(parts, before);
      parts.addObject().put("type", "text").put("text", BETWEEN);
      addParts(parts, content);
      last.set("content", parts);
    }
  }

  private static boolean isEmpty(JsonNode content) {
    return content.isMissingNode()
        || content.isNull()
        || (content.isTextual() && content.textValue().isEmpty());
  }

  private static void addParts(ArrayNode parts, JsonNode content) {
    if (content.isArray()) {
      parts.addAll((ArrayNode) content);
    } else {
      parts.addObject().put("type", "text").put("text", content.asText());
    }
  }

  /** Puts a word in where somebody's turn is missing. */
  private static ArrayNode alternating(List<ObjectNode> messages) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    boolean users = true;
    for (ObjectNode message : messages) {
      String role = message.path("role").textValue();
      boolean counts = takesTurns(message);
      if (counts && role.equals("user") != users) {
        all.addObject()
            .put("role", users ? "user" : "assistant")
            .put("content", users ? CONTINUED : INTERRUPTED);
        users = !users;
      }
      all.add(message);
      users = counts != users;
    }
    return all;
  }

  private static boolean takesTurns(JsonNode message) {
    String role = message.path("role").asText();
    return role.equals("user") || (role.equals("assistant") && !callsTools(message));
  }

  private static boolean callsTools(JsonNode message) {
    return !message.path("tool_calls").isEmpty();
  }
}
