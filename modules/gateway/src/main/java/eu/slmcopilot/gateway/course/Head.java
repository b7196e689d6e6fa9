package eu.slmcopilot.gateway.course;

import java.util.Map;

/**
 * What comes before an answer's body.
 *
 * @param status the HTTP status
 * @param fields header fields by name, in lower case
 */
public record Head(int status, Map<String, String> fields) {
  /** Copies the fields. */
  public Head {
    fields = Map.copyOf(fields);
  }

  /** Whether the body is server-sent events. */
  public boolean isEvents() {
    return fields.getOrDefault("content-type", "").startsWith("text/event-stream");
  }
}
