package eu.slmcopilot.gateway.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** [INFER-02] Nothing is ever put into the middle of an event, however it is cut into pieces. */
class EventBoundaryTest {
  private static boolean after(String text, int piece) {
    EventBoundary boundary = new EventBoundary();
    for (int from = 0; from < text.length(); from += piece) {
      String part = text.substring(from, Math.min(text.length(), from + piece));
      boundary.passed(ByteBuffer.wrap(part.getBytes(StandardCharsets.UTF_8)));
    }
    return boundary.isBetween();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "data: x\n\n", "data: x\r\n\r\n", "data: x\r\r", ": c\n\n"})
  void aWholeEventIsABoundary(String text) {
    for (int piece = 1; piece < 12; piece++) {
      assertThat(after(text, piece)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"d", "data: x\n", "data: x\r\n", "data: x\n\nd", "data: x\r\n\r", "\nx"})
  void lessIsNone(String text) {
    for (int piece = 1; piece < 12; piece++) {
      assertThat(after(text, piece)).isFalse();
    }
  }

  @Test
  void theBufferIsLeftAsItWas() {
    ByteBuffer buffer = ByteBuffer.wrap(new byte[10]).position(3);
    new EventBoundary().passed(buffer);
    assertThat(buffer.position()).isEqualTo(3);
  }
}
