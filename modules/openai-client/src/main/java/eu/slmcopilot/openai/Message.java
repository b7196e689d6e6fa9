package eu.slmcopilot.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import java.util.Optional;

/**
 * One turn of a chat.
 *
 * @param role {@code system}, {@code user}, {@code assistant} or {@code tool}
 * @param content the text, empty when the turn has none
 * @param toolCalls what an assistant wants to call, as OpenAI's array
 * @param toolCallId which call a {@code tool} turn answers
 */
public record Message(
    String role, String content, Optional<JsonNode> toolCalls, Optional<String> toolCallId) {

  /** Checks that all parts are there. */
  public Message {
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(content, "content");
    Objects.requireNonNull(toolCalls, "toolCalls");
    Objects.requireNonNull(toolCallId, "toolCallId");
  }

  /** What the model is told about its task. */
  public static Message system(String content) {
    return plain("system", content);
  }

  /** What the person says. */
  public static Message user(String content) {
    return plain("user", content);
  }

  /** What the model said before. */
  public static Message assistant(String content) {
    return plain("assistant", content);
  }

  /** The result of a tool call. */
  public static Message tool(String callId, String content) {
    return new Message("tool", content, Optional.empty(), Optional.of(callId));
  }

  private static Message plain(String role, String content) {
    return new Message(role, content, Optional.empty(), Optional.empty());
  }
}
