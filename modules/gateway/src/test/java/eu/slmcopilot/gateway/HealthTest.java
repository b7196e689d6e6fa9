package eu.slmcopilot.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** [INFER-05] [SEC-02] What {@code /readyz} and {@code /health} say is true, on real sockets. */
class HealthTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private static int ready(Stand stand) throws Exception {
    return stand.send(stand.request("/readyz").build()).statusCode();
  }

  private static String health(Stand stand) throws Exception {
    return stand.send(stand.request("/health").build()).body();
  }

  @Test
  void readyOnlyOnceTheModelIsListedAndAChatWasAnswered() throws Exception {
    try (Stand stand = new Stand(
        (asked, wire) -> {},
        usual -> usual.warmUpPrompt("You are \"Cline\",\nan assistant."),
        (asked, wire) -> wire.json(503, "{\"status\":\"starting\"}"))) {
      await().atMost(LONG).until(() -> stand.engine.probed.size() >= 2);
      assertThat(ready(stand)).isEqualTo(503);
      assertThat(health(stand))
          .startsWith("{\"status\":\"ok\",\"version\":\"1.2.3-test\"")
          .contains("\"model\":{\"state\":\"loading\"}")
          .contains("\"queue\":{\"running\":0,\"waiting\":0,\"slots\":1000,\"length\":1000}");
      stand.engine.answerProbes((asked, wire) ->
          wire.json(200, asked.line().startsWith("GET /system") ? "{\"loaded_models\":[]}" : "{}"));
      await()
          .atMost(LONG)
          .until(() -> stand.engine.probed.stream()
              .anyMatch(asked -> asked.line().startsWith("GET /system")));
      assertThat(ready(stand)).isEqualTo(503);
      stand.engine.answerProbes(ScriptedEngine.HEALTHY);
      await().atMost(LONG).until(() -> ready(stand) == 200);
      assertThat(health(stand)).contains("\"model\":{\"state\":\"ready\"}");
      List<String> chats = new ArrayList<>();
      stand.engine.probed.stream()
          .filter(asked -> asked.line().startsWith("POST"))
          .forEach(asked -> chats.add(asked.body()));
      assertThat(chats)
          .singleElement()
          .asString()
          .contains("\"max_tokens\":1")
          .contains("\"content\":\"You are \\\"Cline\\\",\\nan assistant.\"");
    }
  }

  @Test
  void anEngineThatDiesMakesItUnreadyAtOnceAndItsReturnReady() throws Exception {
    try (Stand stand = new Stand((asked, wire) -> {
      throw new IOException("dies");
    })) {
      stand.awaitReady();
      stand.engine.answerProbes((asked, wire) -> {
        throw new IOException("dead");
      });
      HttpResponse<String> met = stand.send(stand.chat("{}"));
      assertThat(met.statusCode()).isEqualTo(502);
      assertThat(ready(stand)).isEqualTo(503);
      stand.engine.answerProbes(ScriptedEngine.HEALTHY);
      stand.awaitReady();
    }
  }

  @Test
  void anEngineThatDiedWhileNobodyAskedIsNotCalledReady() throws Exception {
    try (Stand stand = new Stand((asked, wire) -> {})) {
      stand.awaitReady();
      stand.engine.close();
      await().atMost(LONG).until(() -> ready(stand) == 503);
      assertThat(health(stand)).contains("\"state\":\"unavailable\"");
    }
  }
}
