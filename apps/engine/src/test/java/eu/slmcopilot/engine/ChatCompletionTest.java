package eu.slmcopilot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an editor gets from the engine [INFER-01] [INFER-02] [INFER-06]. */
final class ChatCompletionTest {
  private static final String ASK =
      "'messages':[{'role':'user','content':'Returns the sum of two ints.'}]";
  private static EngineProcess engine;

  @BeforeAll
  static void start() throws IOException {
    engine = EngineProcess.ready();
  }

  @AfterAll
  static void stop() throws IOException {
    engine.close();
  }

  @Test
  void answersWholeWithUsageThatAddsUp() throws Exception {
    JsonNode answer = EngineProcess.json(
        engine.chat("{'model':'devstral-small-2','max_tokens':7,'seed':1," + ASK + "}"));

    assertThat(answer.path("object").asText()).isEqualTo("chat.completion");
    assertThat(answer.path("model").asText()).isEqualTo("devstral-small-2");
    assertThat(answer.path("system_fingerprint").asText()).contains("demonstration");
    assertThat(answer.at("/choices/0/message/role").asText()).isEqualTo("assistant");
    assertThat(answer.at("/choices/0/message/content").asText()).isNotEmpty();
    assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo("length");
    JsonNode usage = answer.path("usage");
    assertThat(usage.path("completion_tokens").asInt()).isEqualTo(7);
    assertThat(usage.path("prompt_tokens").asInt()).isPositive();
    assertThat(usage.path("total_tokens").asInt())
        .isEqualTo(usage.path("prompt_tokens").asInt() + 7);
  }

  @Test
  void streamsChunksOfOneAnswerAndEndsWithUsageAndDone() throws Exception {
    List<JsonNode> chunks = stream(
        "{'stream':true,'stream_options':{'include_usage':true},'max_tokens':5," + ASK + "}");

    assertThat(chunks)
        .extracting(chunk -> chunk.path("id").asText())
        .containsOnly(chunks.get(0).path("id").asText());
    assertThat(chunks)
        .extracting(chunk -> chunk.path("object").asText())
        .containsOnly("chat.completion.chunk");
    assertThat(chunks)
        .extracting(chunk -> chunk.path("created").asLong())
        .containsOnly(chunks.get(0).path("created").asLong());
    assertThat(chunks.get(0).at("/choices/0/delta/role").asText()).isEqualTo("assistant");
    JsonNode last = chunks.get(chunks.size() - 1);
    assertThat(last.path("choices")).isEmpty();
    assertThat(last.at("/usage/completion_tokens").asInt()).isEqualTo(5);
    assertThat(chunks.get(chunks.size() - 2).at("/choices/0/finish_reason").asText())
        .isEqualTo("length");
    assertThat(chunks).hasSize(1 + 5 + 1 + 1);
  }

  @Test
  void streamsNoUsageThatNobodyAskedFor() throws Exception {
    assertThat(stream("{'stream':true,'max_tokens':3," + ASK + "}"))
        .allSatisfy(chunk -> assertThat(chunk.has("usage")).isFalse());
  }

  @Test
  void repeatsItselfForTheSameSeedOnly() throws Exception {
    String request = "{'max_tokens':30,'temperature':1.2,'top_p':1,'seed':%d," + ASK + "}";

    String first = content(request.formatted(7));
    content("{'max_tokens':3,'messages':[{'role':'user','content':'Something in between.'}]}");

    assertThat(content(request.formatted(7))).isEqualTo(first);
    assertThat(content(request.formatted(8))).isNotEqualTo(first);
  }

  @Test
  void cutsAtAStopTextThatIsSpreadOverTokens() throws Exception {
    JsonNode answer = forced("one STOPHERE two", ",'stop':['never','STOPHERE']");

    assertThat(answer.at("/choices/0/message/content").asText()).isEqualTo("one ");
    assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
  }

  @Test
  void sendsInTheEndWhatOnlyLookedLikeAStopText() throws Exception {
    JsonNode answer = forced("one STOPHER", ",'stop':'STOPHERE'");

    assertThat(answer.at("/choices/0/message/content").asText()).isEqualTo("one STOPHER");
  }

  @Test
  void keepsCharactersWholeThatAreSpreadOverTokens() throws Exception {
    List<JsonNode> chunks = stream(
        "{'stream':true,'stream_options':{'include_usage':true},'grammar':'root ::= \\'aé€😀b\\''"
                .replace("\\'", "\\\"")
            + ","
            + ASK
            + "}");

    assertThat(chunks.stream().map(chunk -> chunk.at("/choices/0/delta/content").asText()))
        .containsExactly("", "a", "é", "€", "😀", "b", "", "");
    // One token a byte here: 1 + 2 + 3 + 4 + 1.
    assertThat(chunks.get(chunks.size() - 1).at("/usage/completion_tokens").asInt())
        .isEqualTo(11);
    assertThat(chunks.get(chunks.size() - 2).at("/choices/0/finish_reason").asText())
        .isEqualTo("stop");
  }

  @Test
  void endsForLengthInTheMiddleOfACharacterWithoutABrokenOne() throws Exception {
    JsonNode answer = forced("a😀b", ",'max_completion_tokens':3");

    assertThat(answer.at("/choices/0/message/content").asText()).isEqualTo("a");
    assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo("length");
    assertThat(answer.at("/usage/completion_tokens").asInt()).isEqualTo(3);
  }

  @Test
  void takesInEveryCharacterOfThePrompt() throws Exception {
    // The emoji is four tokens of one byte each, wherever it stands.
    int without = promptTokens("[{'role':'user','content':'abc'},{'role':'user','content':'x'}]");
    int with = promptTokens("[{'role':'user','content':'abc😀'},{'role':'user','content':'x'}]");

    assertThat(with).isEqualTo(without + 4);
  }

  @Test
  void readsContentInPartsLikeAString() throws Exception {
    int parts = promptTokens(
        "[{'role':'user','content':[{'type':'text','text':'ab'},{'type':'text','text':'c'}]}]");

    assertThat(parts).isEqualTo(promptTokens("[{'role':'user','content':'abc'}]"));
  }

  @Test
  void toleratesToolsTheirMessagesAndUnknownFields() throws Exception {
    assertThat(engine
            .chat(
                "{'tools':[{'type':'function','function':{'name':'f'}}],'tool_choice':'auto','max_tokens':2,"
                    + "'x_unknown':{},'messages':[{'role':'system','content':'s'},{'role':'user','content':'u'},"
                    + "{'role':'assistant','content':null,'tool_calls':[]},{'role':'tool','content':'t','tool_call_id':'1'}]}")
            .statusCode())
        .isEqualTo(200);
  }

  @Test
  void clampsABoundThatIsLargerThanTheWindow() throws Exception {
    assertThat(forced("ab", ",'max_tokens':1000000")
            .at("/choices/0/message/content")
            .asText())
        .isEqualTo("ab");
  }

  @Test
  void takesInAPromptFarLongerThanTheModelWasTrainedOn() throws Exception {
    String text = "int value = 1; ".repeat(400);

    assertThat(promptTokens("[{'role':'user','content':'" + text + "'}]")).isGreaterThan(1200);
  }

  private static JsonNode forced(String text, String more) throws Exception {
    return EngineProcess.json(
        engine.chat(("{'grammar':'root ::= \\\"" + text + "\\\"'" + more + "," + ASK + "}")));
  }

  private static String content(String request) throws Exception {
    return EngineProcess.json(engine.chat(request))
        .at("/choices/0/message/content")
        .asText();
  }

  private static int promptTokens(String messages) throws Exception {
    return EngineProcess.json(engine.chat("{'max_tokens':1,'messages':" + messages + "}"))
        .at("/usage/prompt_tokens")
        .asInt();
  }

  private static List<JsonNode> stream(String request) throws Exception {
    List<String> lines =
        engine.stream(request).body().filter(line -> !line.isEmpty()).toList();
    assertThat(lines).allMatch(line -> line.startsWith("data: "));
    assertThat(lines).last().isEqualTo("data: [DONE]");
    List<JsonNode> chunks = new ArrayList<>();
    for (String line : lines.subList(0, lines.size() - 1)) {
      chunks.add(EngineProcess.json(line.substring(6)));
    }
    return chunks;
  }
}
