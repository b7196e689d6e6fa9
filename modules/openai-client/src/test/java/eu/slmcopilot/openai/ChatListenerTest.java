package eu.slmcopilot.openai;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static eu.slmcopilot.openai.ServedClient.DONE;
import static eu.slmcopilot.openai.ServedClient.stream;
import static eu.slmcopilot.openai.ServedClient.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** [BUILD-03] [INFER-02] A stream told to a listener: the same pieces, one end. */
class ChatListenerTest {
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final ChatListener listener = new ChatListener() {
    @Override
    public void chunk(ChatChunk chunk) {
      heard.add(chunk.content());
    }

    @Override
    public void done() {
      heard.add("done");
    }

    @Override
    public void failed(OpenAiException reason) {
      heard.add(reason.getClass().getSimpleName());
    }
  };

  @Test
  void hearsEachWordAndTheEnd() throws Exception {
    try (ServedClient served = new ServedClient()) {
      served.chatAnswers(stream(word("one") + word("two") + DONE));
      try (AutoCloseable told = served.client.stream(ServedClient.REQUEST, listener)) {
        assertThat(told).isNotNull();
        await().untilAsserted(() -> assertThat(heard).containsExactly("one", "two", "done"));
      }
    }
  }

  @Test
  void hearsWhyThereIsNoAnswer() throws Exception {
    try (ServedClient served = new ServedClient()) {
      served.chatAnswers(aResponse().withStatus(401));
      try (AutoCloseable told = served.client.stream(ServedClient.REQUEST, listener)) {
        assertThat(told).isNotNull();
        await().untilAsserted(() -> assertThat(heard).containsExactly("Authentication"));
      }
    }
  }

  @Test
  void closingCancelsSoThatTheServerNoticesAndTheListenerIsTold() throws Exception {
    try (EndlessServer server = new EndlessServer(word("one"), word("more"));
        OpenAiClient client = OpenAiClient.of(server.uri()).build()) {
      AutoCloseable told = client.stream(ServedClient.REQUEST, listener);
      await().until(() -> heard.contains("more"));
      told.close();
      await().until(() -> server.clientGone.getCount() == 0);
      await().until(() -> heard.contains("Connection"));
      assertThat(heard).doesNotContain("done").endsWith("Connection");
    }
  }
}
