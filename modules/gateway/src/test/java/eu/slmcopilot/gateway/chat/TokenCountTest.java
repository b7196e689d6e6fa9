package eu.slmcopilot.gateway.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** [MON-01] Tokens are counted from the bytes as they pass, wherever they are split. */
class TokenCountTest {
  private static final String TOKEN =
      "data: {\"choices\":[{\"delta\":{\"content\":\"word\"}}]}\n\n";
  private static final String USAGE =
      "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":1234,\"completion_tokens\":56,"
          + "\"total_tokens\":1290}}\n\ndata: [DONE]\n\n";

  private final TokenCount count = new TokenCount();

  private int pass(String text) {
    return count.passed(ByteBuffer.wrap(text.getBytes(UTF_8)));
  }

  @Test
  void eventsAreCountedAndCommentsAndTheEndMarkAreNot() {
    assertThat(pass(TOKEN + ": prefill 5 s\n\n" + TOKEN)).isEqualTo(2);
    assertThat(pass("data: [DONE]\n\n")).isZero();
    assertThat(count.events()).isEqualTo(2);
    assertThat(count.output()).isEmpty();
    assertThat(count.input()).isEmpty();
  }

  @Test
  void theUsageAtTheEndIsFoundHoweverItIsSplit() {
    String stream = TOKEN.repeat(100) + USAGE;
    for (int size : new int[] {1, 2, 3, 7, 100, 1000, 5000, 20000}) {
      TokenCount split = new TokenCount();
      for (int i = 0; i < stream.length(); i += size) {
        String part = stream.substring(i, Math.min(stream.length(), i + size));
        split.passed(ByteBuffer.wrap(part.getBytes(UTF_8)));
      }
      assertThat(split.events()).as("in parts of %d", size).isEqualTo(101);
      assertThat(split.input()).as("in parts of %d", size).hasValue(1234);
      assertThat(split.output()).as("in parts of %d", size).hasValue(56);
    }
  }

  @Test
  void aSingleObjectTellsItsUsageToo() {
    pass("{\"choices\":[{\"message\":{\"content\":\"" + "x".repeat(9000)
        + "\"}}],\"usage\": {\"completion_tokens\": 7, \"prompt_tokens\": 8}}");
    assertThat(count.input()).hasValue(8);
    assertThat(count.output()).hasValue(7);
  }

  @Test
  void whatTheModelSaysAboutUsageIsNotBelieved() {
    pass("data: {\"choices\":[{\"delta\":{\"content\":"
        + "\"{\\\"usage\\\":{\\\"prompt_tokens\\\":1,\\\"completion_tokens\\\":2}}\"}}]}\n\n");
    assertThat(count.input()).isEmpty();
    assertThat(count.output()).isEmpty();
  }

  @Test
  void theBufferIsLeftAsItWas() {
    ByteBuffer bytes = ByteBuffer.wrap(TOKEN.getBytes(UTF_8));
    count.passed(bytes);
    assertThat(bytes.position()).isZero();
    assertThat(bytes.remaining()).isEqualTo(TOKEN.length());
  }
}
