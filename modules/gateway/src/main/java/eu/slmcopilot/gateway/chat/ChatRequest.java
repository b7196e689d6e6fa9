package eu.slmcopilot.gateway.chat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A completion request as the engine is to get it.
 *
 * @param body the JSON to send: the very bytes that came unless something had to change
 * @param stream whether the client wants server-sent events
 * @param hasTools whether the model may call tools, so that the answer may come in one piece at its end
 * @param changes what was changed
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record ChatRequest(byte[] body, boolean stream, boolean hasTools, Set<Change> changes) {
  private static final List<String> LIMITS = List.of("max_tokens", "max_completion_tokens");
  private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder()
              .maxStringLength(Integer.MAX_VALUE)
              .maxNestingDepth(200)
              .build())
          .build())
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
      .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
      .build();

  /** What may be changed in a request. */
  public enum Change {
    /** Messages were put into an order that the model's chat template takes. */
    ROLES,
    /** A longer answer was asked for than may be given. */
    MAX_TOKENS
  }

  /** Copies the set. */
  public ChatRequest {
    changes = Set.copyOf(changes);
  }

  /**
   * Reads a request, once.
   *
   * @param body UTF-8 JSON, as the client sent it
   * @throws RefusedChatException when it is empty, not JSON, not an object, or surely too long for the context
   */
  public static ChatRequest read(byte[] body, ChatRules rules) throws RefusedChatException {
    ObjectNode root = parse(body);
    boolean stream = root.path("stream").asBoolean(false);
    boolean hasTools = !root.path("tools").isEmpty();
    Set<Change> changes = EnumSet.noneOf(Change.class);
    if (rules.enabled()) {
      requireMessages(root);
      long left = room(root, rules);
      Optional<ArrayNode> mended = Conversation.mended(root.path("messages"));
      mended.ifPresent(messages -> {
        root.set("messages", messages);
        changes.add(Change.ROLES);
      });
      if (clamped(root, left, rules.maxTokens())) {
        changes.add(Change.MAX_TOKENS);
      }
    }
    byte[] sent = changes.isEmpty() ? body : bytes(root);
    if (rules.enabled()
        && rules.maxTokens() > 0
        && LIMITS.stream().noneMatch(root::has)
        && !root.isEmpty()) {
      sent = withLimit(sent, rules.maxTokens());
      changes.add(Change.MAX_TOKENS);
    }
    return new ChatRequest(sent, stream, hasTools, changes);
  }

  /** LocalAI answers a chat without messages with nothing, and calls that a success. */
  private static void requireMessages(ObjectNode root) throws RefusedChatException {
    if (root.path("messages").isEmpty() && root.path("prompt").isMissingNode()) {
      throw new RefusedChatException(
          "missing_messages",
          "The request has no messages; at least one is expected in \"messages\".");
    }
  }

  /** How many tokens an answer can have at the very most. */
  private static long room(ObjectNode root, ChatRules rules) throws RefusedChatException {
    if (rules.contextSize() == 0) {
      return Long.MAX_VALUE;
    }
    long prompt = TokenFloor.of(root.path("messages"))
        + TokenFloor.of(root.path("tools"))
        + TokenFloor.of(root.path("prompt"));
    if (prompt >= rules.contextSize()) {
      throw new RefusedChatException(
          Overflow.CODE,
          Overflow.message("at least " + prompt, Integer.toString(rules.contextSize())));
    }
    return rules.contextSize() - prompt;
  }

  private static boolean clamped(ObjectNode root, long room, int cap) {
    long most = cap == 0 ? room : Math.min(room, cap);
    boolean changed = false;
    for (String limit : LIMITS) {
      JsonNode asked = root.path(limit);
      boolean unlimited = asked.isNull() && cap > 0;
      if (unlimited || isMoreThan(most, asked)) {
        root.put(limit, most);
        changed = true;
      }
    }
    return changed;
  }

  private static boolean isMoreThan(long most, JsonNode asked) {
    return asked.isIntegralNumber() && (!asked.canConvertToLong() || asked.longValue() > most);
  }

  /** Puts the cap in front of whatever else is asked, which stays byte for byte as it is. */
  private static byte[] withLimit(byte[] body, int cap) {
    int start = 0;
    while (body[start] != '{') {
      start++;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + 32);
    out.write(body, 0, start + 1);
    out.writeBytes(("\"max_tokens\":" + cap + ",").getBytes(StandardCharsets.US_ASCII));
    out.write(body, start + 1, body.length - start - 1);
    return out.toByteArray();
  }

  private static ObjectNode parse(byte[] body) throws RefusedChatException {
    if (body.length == 0) {
      throw invalid(
          "The request body is empty; a JSON object with \"model\" and \"messages\" is expected.");
    }
    try {
      if (JSON.readTree(body) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      // Jackson's own message would quote the body, which may be somebody's code.
      throw invalid("The request body is not valid JSON" + place(e) + ".");
    } catch (IOException e) {
      throw new IllegalStateException("Reading from memory does no I/O", e);
    }
    throw invalid("The request body must be a JSON object.");
  }

  private static byte[] bytes(ObjectNode root) {
    try {
      return JSON.writeValueAsBytes(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("What was read as JSON must be writable", e);
    }
  }

  private static RefusedChatException invalid(String message) {
    return new RefusedChatException("invalid_json", message);
  }

  private static String place(JsonProcessingException e) {
    return e.getLocation() == null
        ? ""
        : " (line " + e.getLocation().getLineNr() + ", column "
            + e.getLocation().getColumnNr() + ")";
  }
}
