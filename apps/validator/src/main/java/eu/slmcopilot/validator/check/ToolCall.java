package eu.slmcopilot.validator.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import eu.slmcopilot.openai.ChatRequest;
import eu.slmcopilot.openai.ChatResponse;
import eu.slmcopilot.openai.Message;
import eu.slmcopilot.openai.OpenAiException;
import java.io.IOException;
import java.util.Optional;

/** Can the model call a tool, and go on from its result? Agents such as Cline live by it. */
final class ToolCall implements Check {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int TOKENS = 128;
  private static final String NAME = "get_temperature";
  private static final String TOOLS = """
      [{"type":"function","function":{"name":"get_temperature","description":"Temperature in a city, in Celsius",
        "parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}]""";

  @Override
  public About about() {
    return new About(
        "tool-call",
        "INFER-01",
        About.Layer.API,
        "Use a model and a chat template that know tools (Devstral does); on the VM: journalctl -u local-ai");
  }

  @Override
  public Outcome run(Visit visit) throws IOException, OpenAiException {
    Message question =
        Message.user("What is the temperature in Lisbon now? Call the tool " + NAME + ".");
    ChatResponse first = visit.client().chat(chat(visit, question));
    Optional<JsonNode> calls = first.message().toolCalls().filter(array -> !array.isEmpty());
    if (calls.isEmpty()) {
      return visit.plan().requireTools()
          ? Outcome.failed("the model answered by text instead of a call")
          : Outcome.skipped("this model answers by text; --require-tools makes that a failure");
    }
    JsonNode call = calls.get().path(0);
    Optional<String> wrong = wrongIn(call, first.finishReason());
    if (wrong.isPresent()) {
      return Outcome.failed(wrong.get());
    }
    ChatResponse second = visit
        .client()
        .chat(chat(
            visit,
            question,
            first.message(),
            Message.tool(call.path("id").asText(), "{\"celsius\": 21}")));
    boolean goesOn = !second.message().content().isEmpty()
        || second.message().toolCalls().filter(array -> !array.isEmpty()).isPresent();
    return goesOn
        ? Outcome.passed("called " + NAME + ", and went on from its result")
        : Outcome.failed("the answer to the tool's result is empty");
  }

  private static ChatRequest chat(Visit visit, Message... messages)
      throws IOException, OpenAiException {
    return ChatRequest.to(visit.model(), messages)
        .tools(JSON.readTree(TOOLS))
        .maxTokens(TOKENS)
        .temperature(0)
        .build();
  }

  /** What an agent would stumble over, for a person. */
  private static Optional<String> wrongIn(JsonNode call, String finishReason) {
    String name = call.path("function").path("name").asText();
    String arguments = call.path("function").path("arguments").asText();
    if (!name.equals(NAME)) {
      return Optional.of("called '" + name + "', which nobody offered");
    }
    if (call.path("id").asText().isEmpty()) {
      return Optional.of("the call has no id");
    }
    if (!finishReason.equals("tool_calls")) {
      return Optional.of("finish_reason is '" + finishReason + "' instead of tool_calls");
    }
    try {
      return JSON.readTree(arguments).isObject()
          ? Optional.empty()
          : Optional.of("the arguments are no JSON object: " + arguments);
    } catch (JsonProcessingException e) {
      return Optional.of("the arguments are not JSON: " + arguments);
    }
  }
}
