package eu.slmcopilot.gateway.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An engine's failure that is really the request's fault: LocalAI answers 500 for a prompt that is too long and for
 * messages that its template does not take, and clients then send the same again and again.
 *
 * @param code OpenAI's code; the status is 400
 * @param message for the client
 */
public record EngineRefusal(String code, String message) {
  /** The HTTP status it should have had. */
  public static final int STATUS = 400;

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern OVERFLOW = Pattern.compile(
      "(?i)request \\(([0-9]+) tokens\\) exceeds the available context size \\(([0-9]+) tokens\\)"
          + "|exceed_context_size|exceeds the available context size|context size exceeded"
          + "|prompt is too long|context window exceeded");
  private static final Pattern TEMPLATE = Pattern.compile(
      "(?i)roles must alternate|jinja|chat template|raise_exception|roles are supported, got"
          + "|chunks are supported in|must have a string or a list of chunks");
  private static final Pattern LOST =
      Pattern.compile("code = Unavailable|error reading from server: EOF|transport is closing");
  private static final int LONGEST = 300;

  /**
   * Looks at an error answer.
   *
   * @param body JSON with an {@code error} object or text in it, or anything else
   * @return empty when it is the engine's own failure, or a refusal that says so already
   */
  public static Optional<EngineRefusal> in(int status, String body) {
    return status < 500 ? Optional.empty() : ofMessage(words(body));
  }

  /** The same for an error that came as a stream's first event, whatever its status. */
  public static Optional<EngineRefusal> inEventError(String json) {
    return ofMessage(words(json));
  }

  /**
   * Whether an error says that LocalAI has lost its backend: it goes on as if nothing were, and loads the model anew only
   * with a request that comes half a minute later.
   */
  public static boolean tellsOfALostBackend(String body) {
    return LOST.matcher(words(body)).find();
  }

  /** The line of a stream's error event, put right where it is the request's fault. */
  static String inEvent(String line) {
    String json = line.substring("data: ".length()).stripTrailing();
    String end = line.substring("data: ".length() + json.length());
    return ofMessage(words(json))
        .map(refusal -> "data: " + refusal.json() + end)
        .orElse(line);
  }

  static Optional<EngineRefusal> ofMessage(String words) {
    Matcher overflow = OVERFLOW.matcher(words);
    if (overflow.find()) {
      boolean numbers = overflow.group(1) != null;
      return Optional.of(
          new EngineRefusal(
              Overflow.CODE,
              numbers
                  ? Overflow.message(overflow.group(1), overflow.group(2))
                  : "The messages are longer than the model's context length. Please reduce the length of the messages."));
    }
    if (TEMPLATE.matcher(words).find()) {
      String detail = words.length() > LONGEST ? words.substring(0, LONGEST) + "..." : words;
      return Optional.of(new EngineRefusal(
          "invalid_messages", "The model's chat template does not take these messages: " + detail));
    }
    return Optional.empty();
  }

  /** What an error says, in whatever shape it comes. */
  private static String words(String body) {
    try {
      JsonNode error = JSON.readTree(body).path("error");
      return error.isTextual() ? error.textValue() : error.path("message").asText("");
    } catch (JsonProcessingException notJson) {
      return body;
    }
  }

  /** OpenAI's error object. */
  public String json() {
    var root = JSON.createObjectNode();
    root.putObject("error")
        .put("message", message)
        .put("type", "invalid_request_error")
        .putNull("param")
        .put("code", code);
    return root.toString();
  }
}
