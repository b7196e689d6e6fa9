package eu.slmcopilot.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import eu.slmcopilot.gateway.course.Heartbeats;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** [INFER-02] [SEC-08] Who waits for a stream hears from it, long before the engine says a word. */
class HeartbeatTest {
  private static final Duration SHORT = Duration.ofMillis(50);

  private final CountDownLatch heard = new CountDownLatch(1);

  private void await() throws InterruptedException {
    assertThat(heard.await(20, TimeUnit.SECONDS)).isTrue();
  }

  /** The engine works for a while and says nothing; a shorter while would only prove less. */
  private static void silence() throws InterruptedException {
    assertThat(new CountDownLatch(1).await(10 * SHORT.toMillis(), TimeUnit.MILLISECONDS))
        .isFalse();
  }

  private static void finish(ScriptedEngine.Wire wire) throws IOException {
    wire.event("[DONE]");
    wire.endEvents();
  }

  private static BufferedReader lines(HttpResponse<InputStream> answer) {
    return new BufferedReader(new InputStreamReader(answer.body(), UTF_8));
  }

  private static String rest(BufferedReader lines) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      text.append(line).append('\n');
    }
    return text.toString();
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void aSilentPrefillIsFilledWithCommentsUntilTheEngineSpeaks(HttpClient.Version version)
      throws Exception {
    try (Stand stand = new Stand(
        (asked, wire) -> {
          // Not even a header before the client has heard three comments.
          await();
          wire.startEvents();
          finish(wire);
        },
        usual -> usual.heartbeats(SHORT, SHORT))) {
      HttpResponse<InputStream> answer =
          Stand.client(version).send(stand.chat(), BodyHandlers.ofInputStream());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("content-type")).contains("text/event-stream");
      assertThat(answer.headers().firstValue("x-accel-buffering")).contains("no");
      try (BufferedReader lines = lines(answer)) {
        for (int i = 0; i < 3; i++) {
          assertThat(lines.readLine()).matches(": prefill \\d+ s");
          assertThat(lines.readLine()).isEmpty();
        }
        heard.countDown();
        assertThat(rest(lines)).endsWith("data: [DONE]\n\n");
      }
    }
  }

  @Test
  void aToolCallWithheldToTheEndIsBridgedTooButNoEventIsBrokenOpen() throws Exception {
    try (Stand stand = new Stand(
        (asked, wire) -> {
          wire.startEvents();
          wire.event("first");
          await();
          wire.write("6\r\ndata: \r\n");
          // Nothing may come between the halves, however long this takes.
          silence();
          wire.write("6\r\nhalf\n\n\r\n");
          finish(wire);
        },
        usual -> usual.heartbeats(Duration.ofSeconds(2), SHORT))) {
      HttpResponse<InputStream> answer = Stand.client(HttpClient.Version.HTTP_1_1)
          .send(stand.chat(), BodyHandlers.ofInputStream());
      try (BufferedReader lines = lines(answer)) {
        assertThat(lines.readLine()).isEqualTo("data: first");
        assertThat(lines.readLine()).isEmpty();
        assertThat(lines.readLine()).isEqualTo(": still working");
        assertThat(lines.readLine()).isEmpty();
        heard.countDown();
        assertThat(rest(lines)).contains("data: half\n\n").endsWith("data: [DONE]\n\n");
      }
    }
  }

  @Test
  void aRefusalAfterTheFirstCommentBecomesAnErrorEventInTheEnginesWords() throws Exception {
    try (Stand stand = new Stand(
        (asked, wire) -> {
          await();
          wire.json(500, "{\"error\":{\"code\":500,\"message\":\"the engine says no\"}}");
        },
        usual -> usual.heartbeats(SHORT, Duration.ofSeconds(30)))) {
      HttpResponse<InputStream> answer = Stand.client(HttpClient.Version.HTTP_1_1)
          .send(stand.chat(), BodyHandlers.ofInputStream());
      assertThat(answer.statusCode()).isEqualTo(200);
      try (BufferedReader lines = lines(answer)) {
        assertThat(lines.readLine()).startsWith(": prefill");
        heard.countDown();
        assertThat(rest(lines))
            .contains("data: {\"error\":{\"message\":\"the engine says no\"")
            .endsWith("data: [DONE]\n\n");
      }
    }
  }

  @Test
  void aRefusalBeforeTheFirstCommentKeepsItsStatus() throws Exception {
    try (Stand stand = new Stand(
        (asked, wire) -> wire.json(500, "{\"error\":{}}"),
        usual -> usual.heartbeats(Duration.ofSeconds(2), SHORT))) {
      assertThat(stand.send(stand.chat()).statusCode()).isEqualTo(500);
    }
  }

  @Test
  void anEngineLostAfterTheFirstCommentIsAnErrorEventAndACleanEnd() throws Exception {
    try (Stand stand = new Stand(
        (asked, wire) -> {
          await();
          throw new IOException("cut");
        },
        usual -> usual.heartbeats(SHORT, Duration.ofSeconds(30)))) {
      HttpResponse<InputStream> answer = Stand.client(HttpClient.Version.HTTP_1_1)
          .send(stand.chat(), BodyHandlers.ofInputStream());
      try (BufferedReader lines = lines(answer)) {
        lines.readLine();
        heard.countDown();
        assertThat(rest(lines)).contains("engine_failed").endsWith("data: [DONE]\n\n");
      }
    }
  }

  @Test
  void deltasAreWholeChunksWithNothingInThem() throws Exception {
    try (Stand stand = new Stand(
        (asked, wire) -> {
          await();
          wire.startEvents();
          finish(wire);
        },
        usual -> usual.heartbeats(new Heartbeats(SHORT, SHORT, Heartbeats.Style.DELTA)))) {
      HttpResponse<InputStream> answer = Stand.client(HttpClient.Version.HTTP_1_1)
          .send(stand.chat(), BodyHandlers.ofInputStream());
      try (BufferedReader lines = lines(answer)) {
        assertThat(lines.readLine())
            .matches("data: \\{\"id\":\"chatcmpl-[0-9a-f]+\",\"object\":\"chat.completion.chunk\","
                + "\"created\":\\d+,\"model\":\"m\","
                + "\"choices\":\\[\\{\"index\":0,\"delta\":\\{},\"finish_reason\":null}]}");
        heard.countDown();
        rest(lines);
      }
    }
  }

  @Test
  void aRequestForNoStreamHearsNothingEarly() throws Exception {
    try (Stand stand = new Stand(
        (asked, wire) -> {
          silence();
          wire.json(400, "{}");
        },
        usual -> usual.heartbeats(SHORT, SHORT))) {
      HttpResponse<String> answer = stand.send(stand.chat("{\"model\":\"m\",\"messages\":[]}"));
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).isEqualTo("{}");
    }
  }
}
