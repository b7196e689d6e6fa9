package eu.slmcopilot.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import eu.slmcopilot.gateway.chat.ChatRules;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** [INFER-02] [SEC-08] What the gateway mends and refuses, from client to engine and back on real sockets. */
class ChatSenseTest {
  private static final UnaryOperator<TestSettings> SENSE =
      usual -> usual.chat(new ChatRules(true, 1000, 100));
  private static final String TWO_USERS = "{\"model\":\"m\",\"max_tokens\":5,\"messages\":["
      + "{\"role\":\"user\",\"content\":\"one\"},{\"role\":\"user\",\"content\":\"two\"}]}";
  private static final String STREAM =
      "{\"model\":\"m\",\"stream\":true,\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
  private static final String LOST =
      "{\"error\":{\"code\":\"server_error\",\"message\":\"rpc error: code = Unavailable desc"
          + " = connection error\",\"type\":\"server_error\"}}";
  private static final String OVERFLOW =
      "{\"error\":{\"code\":500,\"message\":\"rpc error: code = Internal desc ="
          + " request (20652 tokens) exceeds the available context size (8192 tokens), try increasing it\",\"type\":\"\"}}";

  @Test
  void theEngineGetsMessagesThatItsTemplateTakes() throws Exception {
    try (Stand stand = new Stand((asked, wire) -> wire.json(200, "{}"), SENSE)) {
      assertThat(stand.send(stand.chat(TWO_USERS)).statusCode()).isEqualTo(200);
      assertThat(stand.engine.asked.take().body())
          .contains("{\"role\":\"user\",\"content\":\"one\\n\\ntwo\"}");
    }
  }

  @Test
  void switchedOffNothingIsTouched() throws Exception {
    try (Stand stand = new Stand((asked, wire) -> wire.json(500, OVERFLOW), usual -> usual)) {
      HttpResponse<String> answer = stand.send(stand.chat(TWO_USERS));
      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).isEqualTo(OVERFLOW);
      assertThat(stand.engine.asked.take().body()).isEqualTo(TWO_USERS);
    }
  }

  @Test
  void aPromptThatCannotFitNeverReachesTheEngine() throws Exception {
    String body = "{\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\""
        + "word ".repeat(1500) + "\"}]}";
    try (Stand stand = new Stand((asked, wire) -> wire.json(200, "{}"), SENSE)) {
      HttpResponse<String> answer = stand.send(stand.chat(body));
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body())
          .contains("\"code\":\"context_length_exceeded\"", "1000 tokens", "at least 150");
      assertThat(stand.engine.asked).isEmpty();
    }
  }

  @Test
  void theEnginesOverflowIsTheRequestsFaultWhateverTheFormOfTheAnswer() throws Exception {
    try (Stand stand = new Stand((asked, wire) -> wire.json(500, OVERFLOW), SENSE)) {
      HttpResponse<String> plain = stand.send(stand.chat(TWO_USERS));
      assertThat(plain.statusCode()).isEqualTo(400);
      assertThat(plain.body()).contains("context_length_exceeded", "8192", "20652");
      stand.engine.answer((asked, wire) -> {
        wire.startEvents();
        wire.event("{\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":null}}]}");
        wire.event(
            "{\"choices\":[{\"delta\":{\"content\":\"request (20652 tokens) exceeds the available context size"
                + " (8192 tokens), try increasing it\"}}]}");
        wire.event(OVERFLOW);
        wire.event("[DONE]");
        wire.endEvents();
      });
      HttpResponse<String> streamed = stand.send(stand.chat(STREAM));
      assertThat(streamed.statusCode()).isEqualTo(400);
      assertThat(streamed.body())
          .contains("context_length_exceeded", "8192", "20652")
          .doesNotContain("data:");
    }
  }

  @Test
  void aLostBackendIsWaitedForByAStreamAndToldToTheOthers() throws Exception {
    AtomicInteger chats = new AtomicInteger();
    ScriptedEngine.Script lostAtFirst = (asked, wire) -> {
      if (chats.incrementAndGet() == 1) {
        wire.startEvents();
        wire.event(LOST);
        wire.event("[DONE]");
      } else {
        wire.startEvents();
        wire.event("{\"choices\":[{\"delta\":{\"content\":\"hi\"},\"finish_reason\":\"stop\"}]}");
        wire.event("[DONE]");
      }
      wire.endEvents();
    };
    try (Stand stand = new Stand(lostAtFirst, SENSE)) {
      stand.awaitReady();
      assertThat(stand.send(stand.chat(STREAM)).body())
          .contains("hi")
          .doesNotContain("Unavailable");
      stand.engine.answer((asked, wire) -> wire.json(500, LOST));
      HttpResponse<String> plain = stand.send(stand.chat(TWO_USERS));
      assertThat(plain.statusCode()).isEqualTo(503);
      assertThat(plain.headers().firstValue("Retry-After")).isPresent();
    }
  }

  @Test
  void afterHeartbeatsItIsTheSameErrorAsAnEvent() throws Exception {
    CountDownLatch beaten = new CountDownLatch(1);
    UnaryOperator<TestSettings> soon =
        usual -> SENSE.apply(usual).heartbeats(Duration.ofMillis(20), Duration.ofMillis(20));
    try (Stand stand = new Stand(
        (asked, wire) -> {
          beaten.await();
          wire.json(500, OVERFLOW);
        },
        soon)) {
      var answer = Stand.client(java.net.http.HttpClient.Version.HTTP_1_1)
          .send(stand.chat(STREAM), HttpResponse.BodyHandlers.ofLines());
      assertThat(answer.statusCode()).isEqualTo(200);
      beaten.countDown();
      String text = String.join("\n", answer.body().toList());
      assertThat(text).contains(": prefill", "\"code\":\"context_length_exceeded\"", "[DONE]");
    }
  }

  @Test
  void everyStreamEndsWithAFinishReason() throws Exception {
    try (Stand stand = new Stand(
        (asked, wire) -> {
          wire.startEvents();
          wire.event("{\"id\":\"x\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"hi\"}}]}");
          wire.endEvents();
        },
        SENSE)) {
      assertThat(stand.send(stand.chat(STREAM)).body())
          .contains("\"content\":\"hi\"", "\"finish_reason\":\"stop\"")
          .endsWith("data: [DONE]\n\n");
    }
  }
}
