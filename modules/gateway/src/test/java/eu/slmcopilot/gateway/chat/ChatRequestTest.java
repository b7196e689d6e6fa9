package eu.slmcopilot.gateway.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import eu.slmcopilot.gateway.chat.ChatRequest.Change;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** [INFER-02] What becomes of a request before it costs the engine anything. */
class ChatRequestTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ChatRules RULES = new ChatRules(true, 1000, 100);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"max_tokens\":5}",
        "  {\"max_tokens\" : 5 , \"x\":1e400, \"y\":123456789012345678901234567890, \"messages\":[{}] }\n",
        "{\"max_completion_tokens\":100,\"messages\":[{\"role\":\"system\",\"content\":\"s\"},"
            + "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"\\u00e9\\ud83d\\ude00\"}]}]}"
      })
  void aBodyThatIsFinePassesByteForByte(String body) throws Exception {
    byte[] bytes = body.getBytes(UTF_8);
    ChatRequest request = ChatRequest.read(bytes, RULES);
    assertThat(request.body()).isSameAs(bytes);
    assertThat(request.changes()).isEmpty();
  }

  @Test
  void withoutSenseEverythingPasses() throws Exception {
    byte[] bytes =
        "{\"stream\":true,\"max_tokens\":99999,\"messages\":[{\"role\":\"user\"},{\"role\":\"user\"}]}"
            .getBytes(UTF_8);
    ChatRequest request = ChatRequest.read(bytes, ChatRules.OFF);
    assertThat(request.body()).isSameAs(bytes);
    assertThat(request.stream()).isTrue();
  }

  @Test
  void aLongerAnswerThanAllowedIsCutToTheCap() throws Exception {
    ChatRequest request =
        read("{\"max_tokens\":24700,\"max_completion_tokens\":99,\"messages\":[{}]}");
    assertThat(request.changes()).containsExactly(Change.MAX_TOKENS);
    assertThat(JSON.readTree(request.body()).path("max_tokens").asInt()).isEqualTo(100);
    assertThat(JSON.readTree(request.body()).path("max_completion_tokens").asInt())
        .isEqualTo(99);
  }

  @Test
  void whoNamesNoLimitGetsTheCapAndTheRestStaysByteForByte() throws Exception {
    String body = "\n{ \"messages\" : [{} ], \"temperature\":0.10 }";
    assertThat(new String(read(body).body(), UTF_8))
        .isEqualTo("\n{\"max_tokens\":100, \"messages\" : [{} ], \"temperature\":0.10 }");
    assertThat(JSON.readTree(read("{\"max_tokens\":null,\"messages\":[{}]}").body())
            .path("max_tokens")
            .asInt())
        .isEqualTo(100);
    byte[] free = body.getBytes(UTF_8);
    assertThat(ChatRequest.read(free, new ChatRules(true, 1000, 0)).body()).isSameAs(free);
  }

  @Test
  void noAnswerMayBeLongerThanTheContextLeaves() throws Exception {
    String body = "{\"max_tokens\":5000,\"messages\":[{\"role\":\"user\",\"content\":\""
        + "word ".repeat(400) + "\"}]}";
    ChatRequest request = ChatRequest.read(body.getBytes(UTF_8), new ChatRules(true, 1000, 0));
    assertThat(JSON.readTree(request.body()).path("max_tokens").asInt()).isBetween(500, 600);
  }

  @Test
  void aPromptThatCannotFitIsRefusedWithBothNumbersInWordsThatClientsKnow() {
    String body =
        "{\"messages\":[{\"role\":\"user\",\"content\":\"" + "word ".repeat(1200) + "\"}]}";
    RefusedChatException refused =
        catchThrowableOfType(RefusedChatException.class, () -> read(body));
    assertThat(refused.code()).isEqualTo("context_length_exceeded");
    assertThat(refused)
        .hasMessageMatching(
            "(?s).*maximum context length is 1000 tokens.*resulted in at least 120[0-9] tokens.*")
        .hasMessageContaining("reduce the length of the messages");
  }

  @Test
  void picturesAndBlanksAreNotCountedAsWords() throws Exception {
    String picture = "data:image/png;base64," + "aB3/".repeat(5000);
    read(
        "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\""
            + picture + "\"}}]}]}");
    read("{\"messages\":[{\"role\":\"user\",\"content\":\"" + " ".repeat(50_000) + "\"}]}");
  }

  @Test
  void toolsCountTooAndAPlainPromptAsWell() {
    String many = "word ".repeat(1200);
    assertThatThrownBy(() -> read(
            "{\"messages\":[{}],\"tools\":[{\"function\":{\"description\":\"" + many + "\"}}]}"))
        .isInstanceOf(RefusedChatException.class);
    assertThatThrownBy(() -> read("{\"prompt\":\"" + many + "\"}"))
        .isInstanceOf(RefusedChatException.class);
  }

  @Test
  void aChangedBodyKeepsWhatNobodyKnows() throws Exception {
    String body =
        "{\"messages\":[{\"role\":\"user\",\"content\":\"a\",\"z\":1},{\"role\":\"user\",\"content\":\"b\"}],"
            + "\"max_tokens\":7,\"n\":12345678901234567890123,\"f\":0.10,\"e\":1E-7,\"u\":\"\u20ac\\n\"}";
    ChatRequest request = read(body);
    assertThat(request.changes()).containsExactly(Change.ROLES);
    JsonNode sent = JSON.readTree(request.body());
    assertThat(sent.path("n").asText()).isEqualTo("12345678901234567890123");
    assertThat(new String(request.body(), UTF_8)).contains("\"f\":0.10", "\"u\":\"\u20ac\\n\"");
    assertThat(sent.path("e").asDouble()).isEqualTo(1e-7);
    assertThat(sent.at("/messages/0/content").asText()).isEqualTo("a\n\nb");
    assertThat(sent.at("/messages/0/z").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "42", "{", "{\"a\":1}x", "nul", "\u0000"})
  void whatIsNoJsonObjectIsRefusedWithoutBeingQuoted(String body) {
    RefusedChatException refused =
        catchThrowableOfType(RefusedChatException.class, () -> read(body));
    assertThat(refused.code()).isEqualTo("invalid_json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"messages\":[]}", "{\"messages\":null}", "{\"messages\":\"hi\"}"})
  void aChatWithoutMessagesIsRefused(String body) throws Exception {
    RefusedChatException refused =
        catchThrowableOfType(RefusedChatException.class, () -> read(body));
    assertThat(refused.code()).isEqualTo("missing_messages");
    assertThat(ChatRequest.read(body.getBytes(UTF_8), ChatRules.OFF).changes()).isEmpty();
  }

  @Test
  void aVeryDeepBodyIsRefusedNotFollowed() {
    String body = "{\"messages\":" + "[".repeat(100_000);
    assertThatThrownBy(() -> read(body)).isInstanceOf(RefusedChatException.class);
  }

  @Test
  void toolsAndStreamAreSeen() throws Exception {
    assertThat(read("{\"stream\":true,\"prompt\":\"\",\"tools\":[{}]}"))
        .returns(true, ChatRequest::stream)
        .returns(true, ChatRequest::hasTools);
    assertThat(read("{\"stream\":\"yes\",\"prompt\":\"\",\"tools\":[]}"))
        .returns(false, ChatRequest::hasTools);
  }

  private static ChatRequest read(String body) throws RefusedChatException {
    return ChatRequest.read(body.getBytes(UTF_8), RULES);
  }
}
