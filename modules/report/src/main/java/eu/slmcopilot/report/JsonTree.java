package eu.slmcopilot.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * A client's file while an endpoint is merged into it.
 *
 * @param root the file's one object, to be changed
 */
record JsonTree(ObjectNode root) {

  /**
   * The file's tree; an empty one where there is no file, or nothing in it.
   *
   * @throws ReportException when the text is no plain JSON object
   */
  static JsonTree of(Optional<String> text) throws ReportException {
    Optional<String> some = text.filter(written -> !written.isBlank());
    return new JsonTree(
        some.isPresent() ? StrictJson.object(some.get()) : JsonNodeFactory.instance.objectNode());
  }

  /**
   * The object below this key, made where it is missing.
   *
   * @throws ReportException when something else is there
   */
  ObjectNode object(String key) throws ReportException {
    JsonNode there = root.path(key);
    if (there.isMissingNode()) {
      return root.putObject(key);
    }
    if (there instanceof ObjectNode object) {
      return object;
    }
    throw new ReportException("its '" + key + "' is not a JSON object.");
  }

  /** Sets a value where there is none yet. */
  void setIfAbsent(String key, JsonNode value) {
    if (root.path(key).isMissingNode()) {
      root.set(key, value);
    }
  }

  /** The one object with all that is in the other: objects are gone into, everything else is replaced. */
  static ObjectNode overlaid(ObjectNode base, JsonNode over) {
    for (Map.Entry<String, JsonNode> field : over.properties()) {
      JsonNode there = base.get(field.getKey());
      base.set(
          field.getKey(),
          there instanceof ObjectNode inner && field.getValue().isObject()
              ? overlaid(inner, field.getValue())
              : field.getValue());
    }
    return base;
  }

  /** Whether an entry with this base URL is free, or this endpoint's already. */
  static boolean leadsTo(JsonNode baseUrl, Endpoint endpoint) {
    return baseUrl.asText("").isEmpty()
        || withoutSlash(baseUrl.asText()).equals(endpoint.baseUrl().toString());
  }

  /** The host of a base URL, which is all of it that is fit to be shown. */
  static String hostOf(JsonNode baseUrl) {
    try {
      return Optional.ofNullable(URI.create(baseUrl.asText()).getHost()).orElse("another address");
    } catch (IllegalArgumentException e) {
      return "another address";
    }
  }

  private static String withoutSlash(String url) {
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }
}
