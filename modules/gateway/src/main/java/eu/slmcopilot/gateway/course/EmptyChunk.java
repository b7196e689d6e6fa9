package eu.slmcopilot.gateway.course;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A chunk of an answer with nothing in it, as OpenAI's clients parse and ignore it. */
public final class EmptyChunk {
  private EmptyChunk() {}

  /**
   * Its JSON.
   *
   * @param chat whether of a chat completion, or of a plain one
   * @param id of the answer
   * @param model that answers
   * @param created seconds since 1970
   */
  public static String json(boolean chat, String id, String model, long created) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("id", (chat ? "chatcmpl-" : "cmpl-") + id)
        .put("object", chat ? "chat.completion.chunk" : "text_completion")
        .put("created", created)
        .put("model", model);
    ObjectNode choice = root.putArray("choices").addObject().put("index", 0);
    if (chat) {
      choice.putObject("delta");
    } else {
      choice.put("text", "");
    }
    choice.putNull("finish_reason");
    return root.toString();
  }
}
