package eu.slmcopilot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The queue in front of the slot, and what happens when a client does not wait [INFER-02]. */
final class LeavingClientTest {
  // Takes milliseconds on a free machine; what is left behind would go on for minutes.
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  // This grammar has no end, so the answer goes on for the whole window.
  private static final String ENDLESS =
      "'grammar':'root ::= \\\"a\\\" root','messages':[{'role':'user','content':'x'}]}";
  private static final String SHORT = "{'max_tokens':2,'messages':[{'role':'user','content':'x'}]}";

  private EngineProcess engine;

  @BeforeEach
  void start() throws IOException {
    engine = EngineProcess.ready("--token-rate", "50");
  }

  @AfterEach
  void stop() throws IOException {
    engine.close();
  }

  @Test
  void stopsWhenTheClientOfAStreamLeaves() throws Exception {
    HttpResponse<Stream<String>> answer = engine.stream("{'stream':true," + ENDLESS);
    Stream<String> lines = answer.body();
    assertThat(lines.limit(3)).hasSize(3);
    lines.close();

    assertStopped();
  }

  @Test
  void stopsWhenTheClientOfAWholeAnswerLeaves() throws Exception {
    try (Socket socket = engine.askOnSocket("{" + ENDLESS)) {
      engine.awaitStat("running", 1, PATIENCE);
      assertThat(socket.isConnected()).isTrue();
    }

    assertStopped();
  }

  @Test
  void stopsWhenTheClientLeavesWhileItsPromptIsTakenIn() throws Exception {
    // Half a minute of work for the model on a free machine.
    String text = "int value = 1; ".repeat(6000);
    try (Socket socket =
        engine.askOnSocket("{'messages':[{'role':'user','content':'" + text + "'}]}")) {
      engine.awaitStat("running", 1, PATIENCE);
      assertThat(socket.isConnected()).isTrue();
    }

    engine.awaitStat("running", 0, SOON);
    assertThat(engine.stat("cancelled")).isEqualTo(1);
    assertThat(engine.stat("tokens_generated")).isZero();
  }

  @Test
  void takesAClientThatLeavesOutOfTheQueue() throws Exception {
    try (Socket first = engine.askOnSocket("{" + ENDLESS)) {
      engine.awaitStat("running", 1, PATIENCE);
      try (Socket second = engine.askOnSocket(SHORT)) {
        engine.awaitStat("waiting", 1, PATIENCE);
        assertThat(second.isConnected()).isTrue();
      }
      engine.awaitStat("waiting", 0, SOON);
      assertThat(engine.stat("running")).isEqualTo(1);
      assertThat(first.isConnected()).isTrue();
    }
    engine.awaitStat("cancelled", 2, PATIENCE);
    assertThat(engine.stat("completed")).isZero();
  }

  @Test
  void answersInTheOrderOfAsking() throws Exception {
    Socket first = engine.askOnSocket("{" + ENDLESS);
    engine.awaitStat("running", 1, PATIENCE);
    CompletableFuture<Long> second = whenAnswered();
    engine.awaitStat("waiting", 1, PATIENCE);
    CompletableFuture<Long> third = whenAnswered();
    engine.awaitStat("waiting", 2, PATIENCE);
    assertThat(second).isNotDone();
    first.close();

    assertThat(second.get(20, TimeUnit.SECONDS)).isLessThan(third.get(20, TimeUnit.SECONDS));
    assertThat(engine.stat("completed")).isEqualTo(2);
  }

  @Test
  void keepsTheConnectionForTheNextRequestAlsoWhenThatComesEarly() throws Exception {
    try (Socket socket = engine.askOnSocket(SHORT)) {
      BufferedReader in = new BufferedReader(
          new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      readAnswer(in);
      EngineProcess.writeRequest(socket, SHORT);
      EngineProcess.writeRequest(socket, SHORT);
      readAnswer(in);
      readAnswer(in);
      EngineProcess.writeRequest(socket, SHORT);
      readAnswer(in);
    }
    assertThat(engine.stat("completed")).isEqualTo(4);
    assertThat(engine.stat("cancelled")).isZero();
  }

  private CompletableFuture<Long> whenAnswered() {
    return CompletableFuture.supplyAsync(() -> {
      try {
        assertThat(engine.chat(SHORT).statusCode()).isEqualTo(200);
        return System.nanoTime();
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    });
  }

  private void assertStopped() throws Exception {
    engine.awaitStat("running", 0, SOON);
    assertThat(engine.stat("cancelled")).isEqualTo(1);
    long generated = engine.stat("tokens_generated");
    assertThat(engine.chat(SHORT).statusCode()).isEqualTo(200);
    assertThat(engine.stat("tokens_generated")).isEqualTo(generated + 2);
  }

  private static void readAnswer(BufferedReader in) throws IOException {
    assertThat(in.readLine()).isEqualTo("HTTP/1.1 200 OK");
    int length = 0;
    for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
      if (line.startsWith("Content-Length: ")) {
        length = Integer.parseInt(line.substring(16));
      }
    }
    char[] body = new char[length];
    for (int read = 0; read < length; ) {
      read += in.read(body, read, length - read);
    }
    assertThat(new String(body)).contains("chat.completion");
  }
}
