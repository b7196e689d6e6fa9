package eu.slmcopilot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The manners of LocalAI and of a large model, which tests of the gateway ask for [INFER-05]. */
final class MannersTest {
  private static final String ASK = "'messages':[{'role':'user','content':'Returns one.'}]}";
  private static final String LONG =
      "'messages':[{'role':'user','content':'" + "int value = 1; ".repeat(200) + "'}]}";

  private EngineProcess engine;

  @AfterEach
  void stop() throws IOException {
    engine.close();
  }

  @Test
  void takesItsTimeOverPromptAndTokensAndSendsNothingBefore() throws Exception {
    // About 12 tokens of prompt at 10 a second, then 6 more tokens at 10 a second.
    engine = EngineProcess.ready(
        "--prefill-rate", "10", "--token-rate", "10", "--first-byte-delay", "0.2");
    long start = System.nanoTime();
    HttpResponse<Stream<String>> response =
        engine.stream("{'stream':true,'grammar':'root ::= \\\"a\\\" root','max_tokens':7," + ASK);
    Duration headers = Duration.ofNanos(System.nanoTime() - start);
    assertThat(response.body()).last().isEqualTo("");
    Duration whole = Duration.ofNanos(System.nanoTime() - start);

    assertThat(headers).isGreaterThan(Duration.ofMillis(1200));
    assertThat(whole).isGreaterThan(Duration.ofMillis(1800));
  }

  @Test
  void noticesAClientThatLeavesDuringTheSlowPrompt() throws Exception {
    engine = EngineProcess.ready("--prefill-rate", "0.1");
    engine.askOnSocket("{" + ASK).close();

    // The prompt would take minutes.
    engine.awaitStat("cancelled", 1, Duration.ofSeconds(10));
    assertThat(engine.stat("running") + engine.stat("waiting")).isZero();
  }

  @Test
  void isNotReadyForAsLongAsItWasTold() throws Exception {
    engine = EngineProcess.listening("--start-delay", "60");

    assertThat(engine.get("/readyz").statusCode()).isEqualTo(503);
    assertThat(engine.get("/healthz").statusCode()).isEqualTo(200);
    assertThat(EngineProcess.json(engine.get("/system")).path("loaded_models")).isEmpty();
    HttpResponse<String> chat = engine.chat("{" + ASK);
    assertThat(chat.statusCode()).isEqualTo(503);
    assertThat(chat.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void wordsAnOverlongPromptLikeLocalAi() throws Exception {
    engine = EngineProcess.ready("--context", "256", "--overflow-as-500");

    HttpResponse<String> whole = engine.chat("{" + LONG);
    assertThat(whole.statusCode()).isEqualTo(500);
    JsonNode error = EngineProcess.json(whole).path("error");
    assertThat(error.path("code").asInt()).isEqualTo(500);
    assertThat(error.path("message").asText())
        .matches(
            "rpc error: code = Internal desc = request \\(\\d+ tokens\\) exceeds the available context size"
                + " \\(256 tokens\\), try increasing it");

    HttpResponse<String> stream = engine.chat("{'stream':true," + LONG);
    assertThat(stream.statusCode()).isEqualTo(200);
    assertThat(stream.body())
        .contains("server_error")
        .contains("rpc error")
        .endsWith("data: [DONE]\n\n");
  }

  @Test
  void callsTheFirstToolAfterSilence() throws Exception {
    engine = EngineProcess.ready("--withhold-tool-calls");
    String tools =
        "'tools':[{'type':'function','function':{'name':'read_file','parameters':{'required':['path'],"
            + "'properties':{'path':{'type':'string'}}}}}],";

    List<String> lines = engine.stream("{'stream':true,'max_tokens':20," + tools + ASK)
        .body()
        .filter(line -> line.startsWith("data: {"))
        .toList();
    assertThat(lines).hasSize(3);
    JsonNode call =
        EngineProcess.json(lines.get(1).substring(6)).at("/choices/0/delta/tool_calls/0");
    assertThat(call.path("index").asInt()).isZero();
    assertThat(call.at("/function/name").asText()).isEqualTo("read_file");
    assertThat(EngineProcess.json(call.at("/function/arguments").asText()).has("path"))
        .isTrue();
    assertThat(EngineProcess.json(lines.get(2).substring(6))
            .at("/choices/0/finish_reason")
            .asText())
        .isEqualTo("tool_calls");

    JsonNode whole = EngineProcess.json(engine.chat("{'max_tokens':2," + tools + ASK));
    assertThat(whole.at("/choices/0/message/tool_calls")).hasSize(1);
    assertThat(whole.at("/choices/0/message/content").isNull()).isTrue();
    assertThat(engine.chat("{'max_tokens':2," + ASK).body()).doesNotContain("tool_calls");
  }

  @Test
  void refusesRolesThatDoNotAlternateLikeDevstralsTemplate() throws Exception {
    engine = EngineProcess.ready("--strict-roles");
    String twice =
        "'max_tokens':1,'messages':[{'role':'user','content':'a'},{'role':'user','content':'b'}]}";

    assertThat(engine.chat("{" + twice).statusCode()).isEqualTo(500);
    assertThat(engine.chat("{" + twice).body()).contains("conversation roles must alternate");
    assertThat(engine.chat("{'stream':true," + twice).body()).contains("must alternate");
    assertThat(engine.chat("{'max_tokens':1," + ASK).statusCode()).isEqualTo(200);
  }

  @Test
  void failsInEveryWayThatATestAsksFor() throws Exception {
    engine = EngineProcess.ready("--faults");
    String stream = "{'stream':true,'max_tokens':50,'grammar':'root ::= \\\"a\\\" root'," + ASK;

    String error = engine.chat(stream, "X-Engine-Fault", "error-mid-stream").body();
    assertThat(error).contains("'content':'a'".replace('\'', '"')).contains("server_error");
    assertThat(error).endsWith("data: [DONE]\n\n");
    assertThatThrownBy(() -> engine.chat(stream, "X-Engine-Fault", "cut-mid-stream"))
        .isInstanceOf(IOException.class);
    JsonNode empty = EngineProcess.json(engine.chat("{" + ASK, "X-Engine-Fault", "empty"));
    assertThat(empty.at("/choices/0/message/content").asText()).isEmpty();
    assertThat(empty.at("/usage/completion_tokens").asInt()).isZero();
    assertThat(engine.chat("{" + ASK, "X-Engine-Fault", "flood").statusCode()).isEqualTo(400);
    assertThat(engine.chat("{'max_tokens':2," + ASK).statusCode()).isEqualTo(200);
    assertThatThrownBy(() -> engine.chat(stream, "X-Engine-Fault", "crash"))
        .isInstanceOf(IOException.class);
    assertThat(engine.exitCode(Duration.ofSeconds(5))).isEqualTo(134);
  }

  @Test
  void hangsUntilTheClientLeaves() throws Exception {
    engine = EngineProcess.ready("--faults");
    try (Stream<String> lines = engine.stream(
            "{'stream':true," + ASK, "X-Engine-Fault", "hang-mid-stream")
        .body()) {
      Iterator<String> line = lines.iterator();
      assertThat(line.next()).startsWith("data: ");
      assertThat(engine.stat("running")).isEqualTo(1);
    }

    engine.awaitStat("cancelled", 1, Duration.ofSeconds(10));
  }

  @Test
  void obeysNoFaultUnlessItWasToldTo() throws Exception {
    engine = EngineProcess.ready();

    assertThat(engine.chat("{'max_tokens':9," + ASK, "X-Engine-Fault", "crash").statusCode())
        .isEqualTo(200);
  }
}
