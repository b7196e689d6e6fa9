package eu.slmcopilot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine as a program: how it starts, fails and ends [INFER-04] [INFER-08]. */
final class ProcessTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration SOON = Duration.ofSeconds(10);

  @Test
  void endsWithZeroOnSigtermEvenInTheMiddleOfAnAnswer() throws Exception {
    try (EngineProcess engine = EngineProcess.ready("--token-rate", "20");
        Socket client =
            engine.askOnSocket("{'stream':true,'messages':[{'role':'user','content':'x'}]}")) {
      engine.awaitStat("running", 1, PATIENCE);

      assertThat(engine.terminate(SOON)).isZero();
      assertThat(client.isConnected()).isTrue();
    }
  }

  @Test
  void endsWithZeroOnSigtermBeforeItIsReady() throws Exception {
    try (EngineProcess engine = EngineProcess.listening("--start-delay", "60")) {
      assertThat(engine.terminate(SOON)).isZero();
    }
  }

  @Test
  void leavesNothingInTheTemporaryDirectoryOnceItIsReady() throws Exception {
    try (EngineProcess engine = EngineProcess.ready()) {
      assertThat(engine.leftovers()).isEmpty();
    }
  }

  @Test
  void runsBesideAnotherOne() throws Exception {
    String request = "{'max_tokens':3,'messages':[{'role':'user','content':'x'}]}";
    try (EngineProcess one = EngineProcess.ready();
        EngineProcess other = EngineProcess.ready()) {
      assertThat(one.port()).isNotEqualTo(other.port());
      assertThat(one.chat(request).statusCode()).isEqualTo(200);
      assertThat(other.terminate(SOON)).isZero();
      assertThat(one.chat(request).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void answersTwoAtATimeWithTwoSlotsEachWithTheWholeWindow() throws Exception {
    try (EngineProcess engine =
            EngineProcess.ready("--slots", "2", "--context", "1024", "--token-rate", "20");
        Socket one = engine.askOnSocket(endless());
        Socket other = engine.askOnSocket(endless());
        Socket third = engine.askOnSocket(endless())) {
      engine.awaitStat("running", 2, PATIENCE);
      engine.awaitStat("waiting", 1, PATIENCE);
      assertThat(one.isConnected() && other.isConnected() && third.isConnected())
          .isTrue();
    }
    try (EngineProcess engine = EngineProcess.ready("--slots", "2", "--context", "1024")) {
      String text = "int value = 1; ".repeat(100);
      assertThat(engine
              .chat("{'max_tokens':2,'messages':[{'role':'user','content':'" + text + "'}]}")
              .body())
          .contains("\"completion_tokens\":2");
    }
  }

  @Test
  void saysInOneSentenceThatTheModelIsMissing(@TempDir Path directory) throws Exception {
    Path missing = directory.resolve("none.gguf");

    assertFailure("There is no model file at " + missing, "--model", missing.toString());
  }

  @Test
  void saysInOneSentenceThatTheModelIsSomethingElse(@TempDir Path directory) throws Exception {
    Path text = Files.writeString(directory.resolve("text"), "hello");

    assertFailure("is not a GGUF file", "--model", text.toString());
  }

  @Test
  void saysInOneSentenceThatTheModelIsBroken(@TempDir Path directory) throws Exception {
    Path cut = Files.writeString(directory.resolve("cut.gguf"), "GGUF and no more");

    // llama.cpp itself has its say on standard error before that.
    try (EngineProcess engine = EngineProcess.run("--port", "0", "--model", cut.toString())) {
      assertThat(engine.exitCode(PATIENCE)).isEqualTo(1);
      assertThat(engine.output().lines()).last().asString().startsWith("engine: llama.cpp cannot");
      assertThat(engine.leftovers()).isEmpty();
    }
  }

  @Test
  void saysInOneSentenceThatThePortIsInUse() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertFailure("it is in use", "--port", String.valueOf(taken.getLocalPort()));
    }
  }

  @Test
  void endsWithTwoOnWrongUsageAndWithZeroOnHelpAndVersion() throws Exception {
    assertThat(exitCode("--slots", "0")).isEqualTo(2);
    assertThat(exitCode("--nonsense")).isEqualTo(2);
    assertThat(exitCode("--help")).isZero();
    assertThat(exitCode("--version")).isZero();
  }

  private static String endless() {
    return "{'grammar':'root ::= \\\"a\\\" root','messages':[{'role':'user','content':'x'}]}";
  }

  private static void assertFailure(String message, String... options) throws Exception {
    try (EngineProcess engine = EngineProcess.run(options)) {
      assertThat(engine.exitCode(PATIENCE)).isEqualTo(1);
      assertThat(engine.output()).startsWith("engine: ").contains(message).hasLineCount(1);
      assertThat(engine.leftovers()).isEmpty();
    }
  }

  private static int exitCode(String... options) throws IOException, InterruptedException {
    try (EngineProcess engine = EngineProcess.run(options)) {
      return engine.exitCode(PATIENCE);
    }
  }
}
