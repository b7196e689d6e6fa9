package eu.slmcopilot.gateway.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The beginning of a stream, held until it is clear that it is an answer. LocalAI begins with 200 and then tells in
 * events that it will not answer: an overflow even as the assistant's own words first. An answer is let go with its
 * first token, which is also when LocalAI sends its first byte. Not thread-safe.
 */
public final class Prelude {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MOST_HELD = 16 << 10;
  private static final String DATA = "data: ";

  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private boolean open;
  private String error;

  /**
   * Takes bytes of a stream that is not yet known to be an answer.
   *
   * @return whether it is known now; then {@link #error()} or {@link #held()} tells
   */
  public boolean takes(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      byte b = bytes.get();
      held.write(b);
      if (b != '\n') {
        line.write(b);
      } else {
        look(line.toString(UTF_8).strip());
        line.reset();
      }
    }
    return open || error != null || held.size() > MOST_HELD;
  }

  private void look(String text) {
    if (open || error != null || !text.startsWith(DATA)) {
      return;
    }
    String data = text.substring(DATA.length());
    if (data.startsWith("{\"error\"")) {
      error = data;
    } else {
      open = isAnswer(data);
    }
  }

  private static boolean isAnswer(String data) {
    JsonNode choice;
    try {
      choice = JSON.readTree(data).at("/choices/0");
    } catch (JsonProcessingException endMark) {
      return true;
    }
    String content =
        choice.at("/delta/content").asText("") + choice.path("text").asText("");
    boolean says = !content.isEmpty() && EngineRefusal.ofMessage(content).isEmpty();
    return says
        || choice.at("/delta/tool_calls").size() > 0
        || choice.path("finish_reason").isTextual();
  }

  /** All that was taken. */
  public ByteBuffer held() {
    return ByteBuffer.wrap(held.toByteArray());
  }

  /** The error that came in place of an answer, as JSON. */
  public Optional<String> error() {
    return Optional.ofNullable(error);
  }
}
