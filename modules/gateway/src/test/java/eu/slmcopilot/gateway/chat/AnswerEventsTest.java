package eu.slmcopilot.gateway.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** [INFER-02] [SEC-08] What an engine streams, and what its client gets. */
class AnswerEventsTest {
  private static final String WORD =
      "data: {\"id\":\"c1\",\"created\":7,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"h\u00e9\"},"
          + "\"finish_reason\":null}]}\n\n";
  private static final String STOP =
      "data: {\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"length\"}]}\n\n";
  private static final String DONE = "data: [DONE]\n\n";
  private static final String OVERFLOW =
      "data: {\"error\":{\"code\":\"server_error\",\"message\":\"rpc error: code = Internal"
          + " desc = request (20652 tokens) exceeds the available context size (8192 tokens), try increasing it\"}}\n\n";

  @Test
  void aStreamThatIsFinePassesByteForByteHoweverItIsCut() {
    String stream = ": comment\n\n" + WORD + WORD
        + "data: {\"x\":\"data: [DONE]\"}\r\n\r\nd\nda\ndata\ndata: \ndata: {\n"
        + "data: {\"errors\":1}\n\n" + STOP + DONE;
    Random random = new Random(3);
    for (int i = 0; i < 2000; i++) {
      assertThat(passed(stream, random)).isEqualTo(stream);
    }
  }

  @Test
  void aWholeChunkIsPassedUncopied() {
    ByteBuffer bytes = ByteBuffer.wrap(WORD.getBytes(UTF_8));
    List<ByteBuffer> out = new AnswerEvents(true).pass(bytes);
    assertThat(out).hasSize(1);
    assertThat(out.get(0).array()).isSameAs(bytes.array());
    assertThat(bytes.hasRemaining()).isFalse();
  }

  @Test
  void anOverflowIsToldAsWhatItIs() {
    Random random = new Random(4);
    for (int i = 0; i < 500; i++) {
      assertThat(passed(OVERFLOW + DONE, random))
          .contains(
              "\"code\":\"context_length_exceeded\"",
              "maximum context length is 8192 tokens",
              "20652")
          .endsWith("\n\n" + DONE)
          .doesNotContain("rpc error", "finish_reason");
    }
  }

  @Test
  void anotherErrorPassesAsItIs() {
    String stream = WORD + "data: {\"error\":{\"message\":\"out of memory\"}}\n\n" + DONE;
    assertThat(passed(stream, new Random(5))).isEqualTo(stream);
  }

  @Test
  void theFinishReasonThatIsMissingIsAddedBeforeTheEnd() {
    Random random = new Random(6);
    String finish =
        "data: {\"id\":\"c1\",\"created\":7,\"model\":\"m\",\"object\":\"chat.completion.chunk\",\"choices\":"
            + "[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
    for (int i = 0; i < 500; i++) {
      assertThat(passed(WORD + WORD + DONE, random)).isEqualTo(WORD + WORD + finish + DONE);
      assertThat(passed(WORD, random)).isEqualTo(WORD + finish + DONE);
      assertThat(passed(WORD + STOP, random)).isEqualTo(WORD + STOP + DONE);
    }
  }

  @Test
  void afterToolCallsItSaysSo() {
    String call =
        "data: {\"id\":\"c1\",\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0}]}}]}\n\n";
    assertThat(passed(call + DONE, new Random(7))).contains("\"finish_reason\":\"tool_calls\"");
  }

  @Test
  void wordsThatOnlyLookLikeAFinishAreNone() {
    String trap =
        "data: {\"choices\":[{\"delta\":{\"content\":\"\\\"finish_reason\\\":\\\"stop\\\"\"}}]}\n\n";
    assertThat(passed(trap + DONE, new Random(8)))
        .contains("\"finish_reason\":\"stop\"}]}\n\n" + DONE);
  }

  @Test
  void anAnswerOfNothingStaysNothing() {
    assertThat(passed("", new Random(9))).isEmpty();
  }

  private static String passed(String stream, Random random) {
    AnswerEvents events = new AnswerEvents(true);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] all = stream.getBytes(UTF_8);
    int from = 0;
    while (from < all.length) {
      int to = Math.min(all.length, from + 1 + random.nextInt(random.nextBoolean() ? 4 : 200));
      events.pass(ByteBuffer.wrap(all, from, to - from)).forEach(bytes -> write(bytes, out));
      from = to;
    }
    events.end().forEach(bytes -> write(bytes, out));
    return out.toString(UTF_8);
  }

  private static void write(ByteBuffer bytes, ByteArrayOutputStream out) {
    while (bytes.hasRemaining()) {
      out.write(bytes.get());
    }
  }
}
