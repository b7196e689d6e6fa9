package eu.slmcopilot.engine;

import io.undertow.server.HttpServerExchange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How tests let the small model behave like LocalAI with a large one. All off, the engine behaves
 * as OpenAI's API is described.
 *
 * @param prefillRate prompt tokens a second, 0 for as fast as it goes
 * @param tokenRate answer tokens a second, 0 for as fast as it goes
 * @param firstByteDelay an extra wait before each answer
 * @param startDelay how long after its start the engine says that it is not ready
 * @param overflowAs500 whether an over-long prompt gets LocalAI's error
 * @param withholdToolCalls whether a request with tools gets a tool call, at the end only
 * @param strictRoles whether messages must alternate as Devstral's template wants it
 * @param faults whether requests may ask for a fault
 * @param crash ends the process at once
 */
record Manners(
    double prefillRate,
    double tokenRate,
    Duration firstByteDelay,
    Duration startDelay,
    boolean overflowAs500,
    boolean withholdToolCalls,
    boolean strictRoles,
    boolean faults,
    Runnable crash) {

  /** The model as this request is to meet it. */
  LanguageModel model(HttpServerExchange exchange, LanguageModel model) throws ApiError {
    LanguageModel paced = new PacedModel(model, prefillRate, tokenRate, firstByteDelay);
    Optional<Fault> fault = faults ? Fault.askedFor(exchange) : Optional.empty();
    return fault
        .<LanguageModel>map(f -> new FaultyModel(paced, f, exchange.getConnection(), crash))
        .orElse(paced);
  }

  /** The answer as this request is to get it. */
  Answer answer(ChatRequest request, Answer answer) {
    boolean call = withholdToolCalls && !request.tools().isEmpty();
    return call ? new ToolCallAnswer(answer, request.tools()) : answer;
  }

  /** The error for a prompt that does not fit. */
  ApiError contextExceeded(int tokens, int context) {
    return overflowAs500
        ? ApiError.localAi(
            "request (%d tokens) exceeds the available context size (%d tokens), try increasing it"
                .formatted(tokens, context))
        : ApiError.contextExceeded(tokens, context);
  }

  /** Refuses a conversation that Devstral's chat template would refuse. */
  void checkRoles(List<Message> messages) throws ApiError {
    if (strictRoles && !RoleOrder.alternates(messages)) {
      throw ApiError.localAi(
          "After the optional system message, conversation roles must alternate user and assistant roles except"
              + " for tool calls and results.");
    }
  }
}
