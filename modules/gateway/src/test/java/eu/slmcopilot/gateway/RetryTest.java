package eu.slmcopilot.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** [SEC-08] A retry takes over what is under way instead of starting it again. */
class RetryTest {
  private static final UnaryOperator<TestSettings> JOINING = usual ->
      usual.slots(1).joiningRetries().heartbeats(Duration.ofMillis(50), Duration.ofMillis(50));

  private final Semaphore go = new Semaphore(0);
  private final BlockingQueue<Boolean> closed = new LinkedBlockingQueue<>();

  private void tokensWhenTold(ScriptedEngine.Asked asked, ScriptedEngine.Wire wire)
      throws Exception {
    assertThat(go.tryAcquire(30, SECONDS)).isTrue();
    wire.startEvents();
    for (int i = 0; i < 2000; i++) {
      wire.event("token " + i);
    }
    wire.event("[DONE]");
    wire.endEvents();
  }

  /** A client of its own, so that it comes on a connection, and perhaps a thread, of its own. */
  private static HttpResponse<InputStream> ask(Stand stand, String body) throws Exception {
    return Stand.client(HttpClient.Version.HTTP_1_1)
        .send(stand.chat(body), BodyHandlers.ofInputStream());
  }

  private static String withoutComments(HttpResponse<InputStream> answer) throws IOException {
    return new String(answer.body().readAllBytes(), UTF_8).replaceAll("(?m)^: .*\n\n", "");
  }

  @Test
  void allWhoAskTheSameGetTheWholeAnswerOfOneRun() throws Exception {
    try (Stand stand = new Stand(this::tokensWhenTold, JOINING)) {
      stand.awaitReady();
      List<HttpResponse<InputStream>> answers = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        answers.add(ask(stand, Stand.CHAT));
      }
      stand.awaitHealth("\"running\":1,\"waiting\":0");
      go.release();
      List<CompletableFuture<String>> texts = new ArrayList<>();
      for (HttpResponse<InputStream> answer : answers) {
        texts.add(CompletableFuture.supplyAsync(() -> {
          try {
            return withoutComments(answer);
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        }));
      }
      for (CompletableFuture<String> text : texts) {
        assertThat(text.get(30, SECONDS))
            .startsWith("data: token 0\n\n")
            .contains("data: token 1999\n\n")
            .endsWith("data: [DONE]\n\n")
            .hasLineCount(2 * 2001);
      }
      assertThat(stand.engine.asked).hasSize(1);
    }
  }

  @Test
  void theRunGoesOnForTheOneWhoStaysAndEndsWithTheLast() throws Exception {
    try (Stand stand = new Stand(
        (asked, wire) -> {
          wire.awaitClosed();
          closed.add(true);
        },
        JOINING)) {
      stand.awaitReady();
      HttpResponse<InputStream> first = ask(stand, Stand.CHAT);
      HttpResponse<InputStream> retry = ask(stand, Stand.CHAT);
      first.body().close();
      // Heartbeats go on for the one who stays.
      assertThat(new String(retry.body().readNBytes(40), UTF_8)).contains(": prefill");
      assertThat(closed).isEmpty();
      retry.body().close();
      assertThat(closed.poll(20, SECONDS)).isTrue();
      stand.awaitHealth("\"running\":0,\"waiting\":0");
      assertThat(stand.engine.asked).hasSize(1);
    }
  }

  @Test
  void anotherBodyIsAnotherRun() throws Exception {
    try (Stand stand = new Stand(this::tokensWhenTold, JOINING)) {
      stand.awaitReady();
      HttpResponse<InputStream> first = ask(stand, Stand.CHAT);
      HttpResponse<InputStream> other = ask(stand, Stand.CHAT.replace("[]", "[ ]"));
      stand.awaitHealth("\"running\":1,\"waiting\":1");
      go.release(2);
      assertThat(withoutComments(first)).endsWith("data: [DONE]\n\n");
      assertThat(withoutComments(other)).endsWith("data: [DONE]\n\n");
      assertThat(stand.engine.asked).hasSize(2);
    }
  }

  @Test
  void whereItIsSwitchedOffEachRequestIsItsOwn() throws Exception {
    try (Stand stand = new Stand(
        this::tokensWhenTold,
        usual -> usual.slots(1).heartbeats(Duration.ofMillis(50), Duration.ofMillis(50)))) {
      stand.awaitReady();
      HttpResponse<InputStream> first = ask(stand, Stand.CHAT);
      HttpResponse<InputStream> second = ask(stand, Stand.CHAT);
      stand.awaitHealth("\"running\":1,\"waiting\":1");
      first.body().close();
      second.body().close();
    }
  }
}
