package eu.slmcopilot.gateway.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** [INFER-02] Whose fault a 500 is. */
class EngineRefusalTest {
  @Test
  void anOverflowIsTheRequestsFaultWithBothNumbers() {
    EngineRefusal refusal = EngineRefusal.in(
            500,
            "{\"error\":{\"code\":500,\"message\":\"rpc error: code = Internal desc = request (20652 tokens) exceeds the"
                + " available context size (8192 tokens), try increasing it\",\"type\":\"\"}}")
        .orElseThrow();
    assertThat(refusal.code()).isEqualTo("context_length_exceeded");
    assertThat(refusal.message()).contains("maximum context length is 8192 tokens", "20652 tokens");
    assertThat(refusal.json()).contains("\"type\":\"invalid_request_error\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":{\"message\":\"Jinja Exception: After the optional system message, conversation roles must alternate\"}}",
        "{\"error\":\"Only user, assistant and tool roles are supported, got wizard\"}",
        "Error rendering chat template: oops"
      })
  void messagesThatTheTemplateRefusesAreTheRequestsFault(String body) {
    assertThat(EngineRefusal.in(500, body).orElseThrow().code()).isEqualTo("invalid_messages");
  }

  @Test
  void itsOwnFailuresStayItsOwn() {
    assertThat(EngineRefusal.in(500, "{\"error\":{\"message\":\"could not load model\"}}"))
        .isEmpty();
    assertThat(EngineRefusal.in(503, "")).isEmpty();
    assertThat(EngineRefusal.in(400, "{\"error\":{\"message\":\"roles must alternate\"}}"))
        .isEmpty();
  }
}
