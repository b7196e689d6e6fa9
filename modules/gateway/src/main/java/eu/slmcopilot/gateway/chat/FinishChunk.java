package eu.slmcopilot.gateway.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** The last chunk of a stream, for an engine that owes it: like its first one, with a {@code finish_reason}. */
final class FinishChunk {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MOST_KEPT = 16 << 10;

  private final boolean chat;
  private final Sought toolCalls = new Sought("\"tool_calls\":[");
  private final ByteArrayOutputStream first = new ByteArrayOutputStream();
  private boolean whole;

  FinishChunk(boolean chat) {
    this.chat = chat;
  }

  /** Takes the next byte of the stream. */
  void next(byte b) {
    toolCalls.next(b);
    if (whole) {
      return;
    }
    if (b != '\n') {
      first.write(b);
      whole = first.size() > MOST_KEPT;
    } else if (first.size() > 0 && first.toByteArray()[0] != ':') {
      whole = true;
    } else {
      first.reset();
    }
  }

  /** Whether there was a first event. */
  boolean hasBegun() {
    return whole;
  }

  /** The chunk as an event. */
  byte[] event() {
    ObjectNode chunk = JSON.createObjectNode();
    JsonNode like = firstChunk();
    for (String same : List.of("id", "created", "model")) {
      if (like.has(same)) {
        chunk.set(same, like.get(same));
      }
    }
    chunk.put("object", chat ? "chat.completion.chunk" : "text_completion");
    ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
    if (chat) {
      choice.putObject("delta");
    } else {
      choice.put("text", "");
    }
    choice.put("finish_reason", toolCalls.isFound() ? "tool_calls" : "stop");
    return ("data: " + chunk + "\n\n").getBytes(UTF_8);
  }

  private JsonNode firstChunk() {
    String line = first.toString(UTF_8);
    try {
      return JSON.readTree(line.startsWith("data:") ? line.substring("data:".length()) : "{}");
    } catch (JsonProcessingException notJson) {
      return JSON.createObjectNode();
    }
  }
}
