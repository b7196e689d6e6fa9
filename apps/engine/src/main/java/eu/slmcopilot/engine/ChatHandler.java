package eu.slmcopilot.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Answers chat completions: reads and checks at once, then waits its turn for a slot. */
final class ChatHandler implements HttpHandler {
  private final Supplier<LanguageModel> loaded;
  private final ModelCard card;
  private final int context;
  private final Manners manners;
  private final EngineStats stats;
  private final Executor slots;
  private final Clock clock;
  private final Supplier<String> ids;
  private final ChatRequestReader reader = new ChatRequestReader();

  /**
   * A handler for blocking threads.
   *
   * @param loaded the model, or null while it is being loaded
   * @param context tokens a slot can hold
   * @param slots runs as many chats at once as there are slots, the others in their order
   * @param ids a new completion id each time
   */
  ChatHandler(
      Supplier<LanguageModel> loaded,
      ModelCard card,
      int context,
      Manners manners,
      EngineStats stats,
      Executor slots,
      Clock clock,
      Supplier<String> ids) {
    this.loaded = loaded;
    this.card = card;
    this.context = context;
    this.manners = manners;
    this.stats = stats;
    this.slots = slots;
    this.clock = clock;
    this.ids = ids;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws IOException {
    try {
      byte[] body = exchange.getInputStream().readAllBytes();
      LanguageModel model = loaded.get();
      if (model == null) {
        throw ApiError.of(
            503, "server_error", "model_loading", "The model is still loading: try again soon.");
      }
      ChatRequest request = reader.read(body);
      checkModel(request);
      answer(exchange, request, model);
    } catch (ApiError e) {
      Replies.error(exchange, e);
    } catch (RequestTooBigException e) {
      Replies.error(
          exchange,
          ApiError.of(413, "invalid_request_error", "request_too_large", "The body is too large."));
    } catch (EngineFailure e) {
      Replies.error(exchange, ApiError.localAi(e.getMessage()));
    }
  }

  private void checkModel(ChatRequest request) throws ApiError {
    String named = request.model().orElse(card.id());
    if (!named.equals(card.id())) {
      String message =
          "The model '%s' does not exist here. The one there is: '%s'.".formatted(named, card.id());
      throw ApiError.of(404, "invalid_request_error", "model_not_found", message);
    }
  }

  private void answer(HttpServerExchange exchange, ChatRequest request, LanguageModel loadedModel)
      throws IOException, ApiError {
    LanguageModel model = manners.model(exchange, loadedModel);
    Answer answer = manners.answer(request, answerTo(exchange, request));
    String prompt = model.prompt(request.messages());
    int tokens = model.tokens(prompt);
    try {
      manners.checkRoles(request.messages());
      if (tokens >= context) {
        throw manners.contextExceeded(tokens, context);
      }
    } catch (ApiError e) {
      answer.fail(e);
      return;
    }
    Ticket ticket = new Ticket(stats);
    ConnectionWatch.start(exchange, ticket::clientLeft);
    Sampling sampling = request.sampling().within(context - tokens);
    Chat chat = new Chat(model, stats, ticket, answer);
    exchange.dispatch(slots, () -> chat.run(prompt, tokens, sampling));
  }

  private Answer answerTo(HttpServerExchange exchange, ChatRequest request) {
    String object = request.stream() ? "chat.completion.chunk" : "chat.completion";
    ObjectNode head = OpenAiJson.head(ids.get(), object, clock.instant().getEpochSecond(), card);
    return request.stream()
        ? new StreamedAnswer(exchange, head, request.includeUsage())
        : new WholeAnswer(exchange, head);
  }
}
