package eu.slmcopilot.gateway.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** [INFER-02] When a stream is known to be an answer, by what LocalAI 4.9 really sends. */
class PreludeTest {
  private static final String ROLE =
      "data: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":null}}]}\n\n";
  private static final String OVERFLOW =
      "request (4031 tokens) exceeds the available context size (2048 tokens), try increasing it";
  private static final String ERROR =
      "data: {\"error\":{\"code\":\"server_error\",\"message\":\"rpc error: code = Internal desc = "
          + OVERFLOW + "\"}}\n\n";

  @Test
  void theFirstTokenLetsAnAnswerGo() {
    Prelude prelude = new Prelude();
    assertThat(takes(prelude, ": ping\n\n" + ROLE)).isFalse();
    String token = content("Hel");
    assertThat(takes(prelude, token.substring(0, 20))).isFalse();
    assertThat(takes(prelude, token.substring(20))).isTrue();
    assertThat(prelude.error()).isEmpty();
    assertThat(UTF_8.decode(prelude.held()).toString()).isEqualTo(": ping\n\n" + ROLE + token);
  }

  @Test
  void soDoToolCallsAnEndAndTheEndMark() {
    assertThat(takes(
            new Prelude(), "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0}]}}]}\n"))
        .isTrue();
    assertThat(takes(
            new Prelude(), "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n"))
        .isTrue();
    assertThat(takes(new Prelude(), "data: [DONE]\n")).isTrue();
    assertThat(takes(new Prelude(), "data: {\"choices\":[{\"text\":\"a\"}]}\n")).isTrue();
  }

  @Test
  void anOverflowInTheAssistantsOwnWordsIsNoAnswer() {
    Prelude prelude = new Prelude();
    assertThat(takes(prelude, ROLE + content(OVERFLOW))).isFalse();
    assertThat(takes(prelude, ERROR)).isTrue();
    assertThat(prelude.error().map(EngineRefusal::inEventError).orElseThrow()).isPresent();
  }

  @Test
  void whatNeverSaysAnythingIsNotHeldForEver() {
    Prelude prelude = new Prelude();
    assertThat(takes(prelude, (":" + "x".repeat(1000) + "\n").repeat(16))).isFalse();
    assertThat(takes(prelude, (":" + "x".repeat(1000) + "\n").repeat(2))).isTrue();
  }

  @Test
  void aLostBackendIsKnownByItsWords() {
    for (String words : new String[] {
      "rpc error: code = Unavailable desc = connection error: dial tcp 127.0.0.1:46331: connect: connection refused",
      "rpc error: code = Unavailable desc = error reading from server: EOF"
    }) {
      assertThat(EngineRefusal.tellsOfALostBackend("{\"error\":{\"message\":\"" + words + "\"}}"))
          .isTrue();
    }
    assertThat(EngineRefusal.tellsOfALostBackend(ERROR)).isFalse();
  }

  private static boolean takes(Prelude prelude, String text) {
    return prelude.takes(ByteBuffer.wrap(text.getBytes(UTF_8)));
  }

  private static String content(String text) {
    return "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"}}]}\n\n";
  }
}
