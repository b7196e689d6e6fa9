package eu.slmcopilot.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * A chat completion request, checked.
 *
 * @param model the model id it names; empty means the one there is
 * @param messages the conversation, never empty
 * @param sampling how to draw the answer
 * @param stream whether the answer comes token by token
 * @param includeUsage whether a stream ends with a chunk that tells the usage
 * @param tools the tools as sent; the engine only passes them to the test manners
 */
record ChatRequest(
    Optional<String> model,
    List<Message> messages,
    Sampling sampling,
    boolean stream,
    boolean includeUsage,
    JsonNode tools) {

  ChatRequest {
    messages = List.copyOf(messages);
  }
}
