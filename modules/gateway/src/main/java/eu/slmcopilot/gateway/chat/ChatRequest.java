package eu.slmcopilot.gateway.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/**
 * What the gateway understands of a completion request; the body itself is passed on as it came.
 *
 * @param stream whether the client wants server-sent events
 */
public record ChatRequest(boolean stream) {
  private static final ObjectReader JSON = JsonMapper.builder(
          com.fasterxml.jackson.core.JsonFactory.builder()
              .streamReadConstraints(StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNestingDepth(200)
                  .build())
              .build())
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build()
      .readerFor(JsonNode.class);

  /**
   * Reads a request body.
   *
   * @param body UTF-8 JSON, as the client sent it
   * @throws MalformedChatException when it is empty, not JSON, or not an object; the message is for the client
   */
  public static ChatRequest read(byte[] body) throws MalformedChatException {
    if (body.length == 0) {
      throw new MalformedChatException(
          "The request body is empty; a JSON object with \"model\" and \"messages\" is expected.");
    }
    JsonNode root = parse(body);
    if (!root.isObject()) {
      throw new MalformedChatException("The request body must be a JSON object.");
    }
    return new ChatRequest(root.path("stream").asBoolean(false));
  }

  private static JsonNode parse(byte[] body) throws MalformedChatException {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      // Jackson's own message would quote the body, which may be somebody's code.
      throw new MalformedChatException("The request body is not valid JSON" + place(e) + ".");
    } catch (IOException e) {
      throw new IllegalStateException("Reading from memory does no I/O", e);
    }
  }

  private static String place(JsonProcessingException e) {
    return e.getLocation() == null
        ? ""
        : " (line " + e.getLocation().getLineNr() + ", column "
            + e.getLocation().getColumnNr() + ")";
  }
}
