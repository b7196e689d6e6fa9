package eu.slmcopilot.gateway.course;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What a heartbeat looks like on the wire: a whole event, or a comment. */
@FunctionalInterface
public interface Pulse {
  /** The bytes to send. */
  ByteBuffer beat(Progress progress);

  /** An SSE comment that tells how things stand. */
  static Pulse comment() {
    return progress -> bytes(": " + progress.text() + "\n\n");
  }

  /** The same event each time. */
  static Pulse event(String json) {
    return progress -> bytes("data: " + json + "\n\n");
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
