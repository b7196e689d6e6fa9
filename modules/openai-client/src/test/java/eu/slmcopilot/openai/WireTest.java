package eu.slmcopilot.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

/** The JSON of OpenAI's API, without a network [INFER-01] [INFER-02]. */
class WireTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void sendsOnlyWhatWasSet() throws Exception {
    JsonNode sent = JSON.readTree(
        Wire.request(ChatRequest.to("m", Message.user("hi")).includeUsage().build(), false));
    assertThat(sent)
        .isEqualTo(
            JSON.readTree(
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"stream\":false}"));
  }

  @Test
  void sendsEverythingThatWasSet() throws Exception {
    ChatRequest request = ChatRequest.to("m", Message.system("s"), Message.tool("call-1", "42"))
        .maxTokens(7)
        .temperature(0.5)
        .stop("a", "b")
        .seed(9)
        .includeUsage()
        .tools(JSON.readTree("[{\"type\":\"function\"}]"))
        .build();
    assertThat(JSON.readTree(Wire.request(request, true))).isEqualTo(JSON.readTree("""
            {"model":"m","messages":[{"role":"system","content":"s"},
              {"role":"tool","content":"42","tool_call_id":"call-1"}],
             "max_tokens":7,"temperature":0.5,"seed":9,"stop":["a","b"],
             "tools":[{"type":"function"}],"stream":true,"stream_options":{"include_usage":true}}
            """));
  }

  @Test
  void readsAnAnswerWithToolCallsAndNullContent() throws Exception {
    ChatResponse answer = Wire.response("""
        {"id":"c1","model":"m","choices":[{"finish_reason":"tool_calls","message":
          {"role":"assistant","content":null,"tool_calls":[{"id":"x"}]}}],
         "usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}
        """);
    assertThat(answer.message().content()).isEmpty();
    assertThat(answer.message().toolCalls()).isPresent();
    assertThat(answer.finishReason()).isEqualTo("tool_calls");
    assertThat(answer.usage()).contains(new Usage(3, 2, 5));
  }

  @Test
  void readsTheUsageChunkThatHasNoChoice() throws Exception {
    ChatChunk chunk = Wire.chunk(
        "{\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2,\"total_tokens\":3}}");
    assertThat(chunk.usage()).contains(new Usage(1, 2, 3));
    assertThat(chunk.content()).isEmpty();
    assertThat(chunk.finishReason()).isEmpty();
  }

  @Test
  void refusesWhatIsNotTheProtocolAndShowsItsBeginning() {
    assertThatThrownBy(() -> Wire.models("<html>login</html>"))
        .isInstanceOf(OpenAiException.Protocol.class)
        .hasMessageContaining("<html>login");
    assertThatThrownBy(() -> Wire.response("{\"choices\":[]}"))
        .isInstanceOf(OpenAiException.Protocol.class);
    assertThatThrownBy(() -> Wire.chunk("{\"hello\":1}"))
        .isInstanceOf(OpenAiException.Protocol.class);
  }

  @Test
  void refusesARequestThatNoServerCouldAnswer() {
    assertThatThrownBy(() -> ChatRequest.to("m").build())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ChatRequest.to("m", Message.user("x")).maxTokens(0).build())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> ChatRequest.to("m", Message.user("x")).temperature(Double.NaN).build())
        .isInstanceOf(IllegalArgumentException.class);
  }
}
