package eu.slmcopilot.gateway.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** [INFER-02] Messages in the order that Devstral's template takes, with nothing left out. */
class ConversationTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** s, u, a, t: roles; c: an assistant's message that calls a tool; d: developer. */
  @ParameterizedTest
  @CsvSource({
    "u, u",
    "su, su",
    "sua, sua",
    "suctau, suctau",
    "sucttau, sucttau",
    "uu, u",
    "suu, su",
    "suau, suau",
    "suctu, suctau",
    "suctauu, suctau",
    "sa, sua",
    "ssu, su",
    "du, su",
    "usu, u",
    "uaa, ua",
    "uac, uac",
    "uacta, ucta",
    "ucau, ucau",
    "suca, suca"
  })
  void isMendedToThis(String given, String wanted) {
    ArrayNode messages = messages(given);
    JsonNode after = Conversation.mended(messages).<JsonNode>map(all -> all).orElse(messages);
    assertThat(Conversation.isInOrder(after)).isTrue();
    assertThat(roles(after)).isEqualTo(wanted);
  }

  @Test
  void anyOrderIsMendedOnceAndNoTextIsLost() {
    Random random = new Random(11);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder order = new StringBuilder();
      for (int length = random.nextInt(12); length >= 0; length--) {
        order.append("suaactd".charAt(random.nextInt(7)));
      }
      ArrayNode messages = messages(order.toString());
      JsonNode after = Conversation.mended(messages).<JsonNode>map(all -> all).orElse(messages);
      assertThat(templateTakes(after)).as(order + " became " + roles(after)).isTrue();
      assertThat(Conversation.mended(after)).as("mending once is enough").isEmpty();
      for (int n = 0; n < messages.size(); n++) {
        assertThat(after.toString()).contains("text-" + n + ".");
      }
    }
  }

  @Test
  void partsAndTextsJoinIntoParts() throws Exception {
    JsonNode messages =
        JSON.readTree("[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\"}]},"
            + "{\"role\":\"user\",\"content\":\"b\"}]");
    assertThat(Conversation.mended(messages).orElseThrow())
        .isEqualTo(
            JSON.readTree("[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\"},"
                + "{\"type\":\"text\",\"text\":\"\\n\\n\"},{\"type\":\"text\",\"text\":\"b\"}]}]"));
  }

  @Test
  void toolCallsAreKeptWithTheirIds() throws Exception {
    JsonNode messages = JSON.readTree(
        "[{\"role\":\"user\",\"content\":\"u\"},{\"role\":\"assistant\",\"content\":\"I look.\"},"
            + "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"c1\"}]},"
            + "{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":\"r\"},"
            + "{\"role\":\"assistant\",\"content\":\"Done.\"},{\"role\":\"user\",\"content\":\"more\"}]");
    JsonNode after = Conversation.mended(messages).orElseThrow();
    assertThat(after).hasSize(5);
    assertThat(after.at("/1/content").asText()).isEqualTo("I look.");
    assertThat(after.at("/1/tool_calls/0/id").asText()).isEqualTo("c1");
    assertThat(after.at("/2/tool_call_id").asText()).isEqualTo("c1");
    assertThat(after.at("/3/content").asText()).isEqualTo("Done.");
  }

  @Test
  void whatIsNoConversationIsLeftToTheEngine() throws Exception {
    for (String odd : List.of(
        "42",
        "{}",
        "[1,2]",
        "[{\"role\":5}]",
        "[{}]",
        "[{\"role\":\"wizard\",\"content\":\"x\"}]")) {
      assertThat(Conversation.mended(JSON.readTree(odd))).as(odd).isEmpty();
    }
  }

  /** The template's own check, written a second time. */
  private static boolean templateTakes(JsonNode messages) {
    int index = 0;
    for (int i = 0; i < messages.size(); i++) {
      String role = messages.get(i).path("role").asText();
      if (i == 0 && role.equals("system")) {
        continue;
      }
      if (!List.of("user", "assistant", "tool").contains(role)) {
        return false;
      }
      boolean calls = messages.get(i).path("tool_calls").size() > 0;
      if (role.equals("user") || (role.equals("assistant") && !calls)) {
        if (role.equals("user") != (index % 2 == 0)) {
          return false;
        }
        index++;
      }
    }
    return true;
  }

  private static ArrayNode messages(String order) {
    ArrayNode messages = JSON.createArrayNode();
    for (int i = 0; i < order.length(); i++) {
      ObjectNode message = messages.addObject();
      message.put(
          "role",
          switch (order.charAt(i)) {
            case 's' -> "system";
            case 'd' -> "developer";
            case 'u' -> "user";
            case 't' -> "tool";
            default -> "assistant";
          });
      message.put("content", "text-" + i + ".");
      if (order.charAt(i) == 'c') {
        message.putArray("tool_calls").addObject().put("id", "call-" + i);
      }
    }
    return messages;
  }

  private static String roles(JsonNode messages) {
    StringBuilder order = new StringBuilder();
    messages.forEach(message -> {
      String role = message.path("role").asText();
      order.append(message.has("tool_calls") ? 'c' : role.charAt(0));
    });
    return order.toString();
  }
}
