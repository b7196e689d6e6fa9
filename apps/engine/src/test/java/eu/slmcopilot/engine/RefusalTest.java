package eu.slmcopilot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the engine says of itself, and how it refuses [INFER-05]. */
final class RefusalTest {
  private static EngineProcess engine;

  @BeforeAll
  static void start() throws IOException {
    engine = EngineProcess.ready("--context", "256", "--model-id", "demo");
  }

  @AfterAll
  static void stop() throws IOException {
    engine.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "null",
      value = {
        "``|400|null|null|empty",
        "{'messages':|400|null|null|not valid JSON",
        "[]|400|null|null|JSON object",
        "{}|400|messages|null|at least one message",
        "{'messages':[]}|400|messages|null|at least one message",
        "{'messages':[{'role':'king','content':'x'}]}|400|messages[0].role|null|must be one of",
        "{'messages':[{'role':'user','content':[{'type':'image_url'}]}]}|400|messages[0].content|null|type 'text'",
        "{'messages':[{'role':'user','content':'x'}],'max_tokens':0}|400|max_tokens|null|whole number",
        "{'messages':[{'role':'user','content':'x'}],'temperature':'hot'}|400|temperature|null|number",
        "{'messages':[{'role':'user','content':'x'}],'stream':1}|400|stream|null|true or false",
        "{'messages':[{'role':'user','content':'x'}],'stop':[1]}|400|stop|null|list of strings",
        "{'messages':[{'role':'user','content':'x'}],'n':2}|400|n|null|must be 1",
        "{'model':'gpt','messages':[{'role':'user','content':'x'}]}|404|null|model_not_found|'gpt'",
      })
  void refusesInOpenAisShape(String request, int status, String param, String code, String message)
      throws Exception {
    HttpResponse<String> response = engine.chat(request);

    assertThat(response.statusCode()).isEqualTo(status);
    JsonNode error = EngineProcess.json(response).path("error");
    assertThat(error.path("message").asText()).contains(message);
    assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
    assertThat(error.path("param").textValue()).isEqualTo(param);
    assertThat(error.path("code").textValue()).isEqualTo(code);
  }

  @Test
  void refusesAPromptThatDoesNotFitAndTellsBothNumbers() throws Exception {
    String text = "int value = 1; ".repeat(200);

    HttpResponse<String> response =
        engine.chat("{'stream':true,'messages':[{'role':'user','content':'" + text + "'}]}");

    assertThat(response.statusCode()).isEqualTo(400);
    JsonNode error = EngineProcess.json(response).path("error");
    assertThat(error.path("code").asText()).isEqualTo("context_length_exceeded");
    assertThat(error.path("message").asText())
        .contains("256 tokens")
        .containsPattern("to \\d{3,4} tokens");
  }

  @Test
  void refusesABodyThatIsTooLarge() throws Exception {
    assertThat(engine.chat(" ".repeat(16 << 20)).statusCode()).isEqualTo(413);
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/v1/chat/completions,405",
    "POST,/v1/models,405",
    "DELETE,/readyz,405",
    "GET,/,404",
    "GET,/v1/completions,404"
  })
  void refusesOtherMethodsAndPaths(String method, String path, int status) throws Exception {
    HttpResponse<String> response = engine.send(method, path, "");

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(EngineProcess.json(response).at("/error/message").asText()).contains(path);
  }

  @Test
  void listsTheModelAndSaysThatItIsADemonstration() throws Exception {
    JsonNode model = EngineProcess.json(engine.get("/v1/models")).at("/data/0");

    assertThat(model.path("id").asText()).isEqualTo("demo");
    assertThat(model.path("owned_by").asText()).contains("demonstration");
    assertThat(model.path("description").asText()).contains("without meaning");
    assertThat(engine.output()).contains("Engine ready at ").contains("Demonstration model");
  }

  @Test
  void showsTheLoadedModelWhereLocalAiDoes() throws Exception {
    JsonNode system = EngineProcess.json(engine.get("/system"));

    assertThat(system.at("/loaded_models/0/id").asText()).isEqualTo("demo");
    assertThat(system.path("backends")).isNotEmpty();
    assertThat(engine.get("/healthz").statusCode()).isEqualTo(200);
  }
}
