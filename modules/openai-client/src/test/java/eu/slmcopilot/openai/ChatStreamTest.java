package eu.slmcopilot.openai;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static eu.slmcopilot.openai.ServedClient.DONE;
import static eu.slmcopilot.openai.ServedClient.stream;
import static eu.slmcopilot.openai.ServedClient.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.http.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Streams, whole and broken, over real sockets [INFER-02]. */
class ChatStreamTest {

  @Test
  void deliversEachWordAndEndsAtDone() throws Exception {
    try (ServedClient served = new ServedClient()) {
      served.chatAnswers(stream(word("one") + word("two") + DONE + word("after the end")));
      assertThat(served.words()).containsExactly("one", "two");
    }
  }

  @Test
  void ignoresCommentsAndUnknownFields() throws Exception {
    try (ServedClient served = new ServedClient()) {
      served.chatAnswers(
          stream(": keep-alive\n\n" + "retry: 10\nfoo: bar\n" + word("one") + ":\n\n" + DONE));
      assertThat(served.words()).containsExactly("one");
    }
  }

  @Test
  void readsCarriageReturnsAndAByteOrderMark() throws Exception {
    try (ServedClient served = new ServedClient()) {
      served.chatAnswers(
          stream("\uFEFF" + (word("one") + word("two") + DONE).replace("\n", "\r\n")));
      assertThat(served.words()).containsExactly("one", "two");
    }
  }

  @Test
  void joinsCharactersThatAreSplitBetweenPackets() throws Exception {
    String text = "a\u00e4\u20ac\uD83D\uDE00";
    String body = word(text) + DONE;
    int bytes = body.getBytes(StandardCharsets.UTF_8).length;
    try (ServedClient served = new ServedClient()) {
      served.chatAnswers(stream(body).withChunkedDribbleDelay(bytes, 2 * bytes));
      assertThat(served.words()).containsExactly(text);
    }
  }

  @Test
  void readsALineOfAMegabyte() throws Exception {
    String text = "x".repeat(1 << 20);
    try (ServedClient served = new ServedClient()) {
      served.chatAnswers(stream(word(text) + DONE));
      assertThat(served.words()).containsExactly(text);
    }
  }

  @Test
  void failsWithTheServersWordsOnAnErrorEvent() throws Exception {
    String error = "data: {\"error\":{\"message\":\"out of memory\",\"code\":\"oom\"}}\n\n";
    try (ServedClient served = new ServedClient()) {
      served.chatAnswers(stream(word("one") + error + DONE));
      assertThatThrownBy(served::words)
          .isInstanceOfSatisfying(
              OpenAiException.Unavailable.class, e -> assertThat(e.code()).isEqualTo("oom"))
          .hasMessageContaining("out of memory");
    }
  }

  @Test
  void failsWhenTheStreamEndsBeforeDone() throws Exception {
    try (ServedClient served = new ServedClient()) {
      served.chatAnswers(stream(word("one")));
      assertThatThrownBy(served::words)
          .isInstanceOf(OpenAiException.Connection.class)
          .hasMessageContaining("[DONE]");
    }
  }

  @Test
  void failsWhenTheConnectionIsCut() throws Exception {
    for (Fault fault : new Fault[] {Fault.MALFORMED_RESPONSE_CHUNK, Fault.EMPTY_RESPONSE}) {
      try (ServedClient served = new ServedClient()) {
        served.chatAnswers(
            aResponse().withHeader("Content-Type", "text/event-stream").withFault(fault));
        assertThatThrownBy(served::words).isInstanceOf(OpenAiException.Connection.class);
      }
    }
  }

  @Test
  void failsOnGarbageAndOnAnotherContentType() throws Exception {
    try (ServedClient served = new ServedClient()) {
      served.chatAnswers(stream("data: {\"choices\":[{]\n\n" + DONE));
      assertThatThrownBy(served::words).isInstanceOf(OpenAiException.Protocol.class);
      served.chatAnswers(aResponse().withHeader("Content-Type", "text/html").withBody("<html>"));
      assertThatThrownBy(served::words)
          .isInstanceOf(OpenAiException.Protocol.class)
          .hasMessageContaining("text/html");
      served.chatAnswers(aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE));
      assertThatThrownBy(served::words).isInstanceOf(OpenAiException.Connection.class);
    }
  }

  @Test
  void givesUpWhenTheFirstTokenIsTooLate() throws Exception {
    Timeouts hasty =
        new Timeouts(Duration.ofSeconds(5), Duration.ofMillis(200), Duration.ofSeconds(20));
    try (ServedClient served = new ServedClient(hasty)) {
      served.chatAnswers(stream(word("one") + DONE).withFixedDelay(5_000));
      assertThatThrownBy(served::words)
          .isInstanceOf(OpenAiException.Timeout.class)
          .hasMessageContaining("No token");
    }
  }

  @Test
  void givesUpOnSilenceEvenWhenCommentsCome() throws Exception {
    Timeouts hasty =
        new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofMillis(300));
    try (EndlessServer server = new EndlessServer(word("one"), ": still here\n\n");
        OpenAiClient client = OpenAiClient.of(server.uri()).timeouts(hasty).build();
        ChatStream stream = client.stream(ServedClient.REQUEST)) {
      assertThat(stream.next().content()).isEqualTo("one");
      assertThatThrownBy(stream::hasNext)
          .isInstanceOf(OpenAiException.Timeout.class)
          .hasMessageContaining("silent");
    }
  }

  @Test
  void closingCancelsSoThatTheServerNotices() throws Exception {
    try (EndlessServer server = new EndlessServer(word("one"), word("more"));
        OpenAiClient client = OpenAiClient.of(server.uri()).build()) {
      try (ChatStream stream = client.stream(ServedClient.REQUEST)) {
        assertThat(stream.next().content()).isEqualTo("one");
      }
      assertThat(server.clientGone.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }
}
