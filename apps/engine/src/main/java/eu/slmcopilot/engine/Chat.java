package eu.slmcopilot.engine;

import java.io.IOException;
import java.util.Optional;

/** One answer from its turn in the queue to its end; the thread that runs it is the slot. */
final class Chat {
  private final LanguageModel model;
  private final EngineStats stats;
  private final Ticket ticket;
  private final Answer answer;

  Chat(LanguageModel model, EngineStats stats, Ticket ticket, Answer answer) {
    this.model = model;
    this.stats = stats;
    this.ticket = ticket;
    this.answer = answer;
  }

  /** Makes the whole answer, or as much of it as the client stays for. */
  void run(String prompt, int promptTokens, Sampling sampling) {
    if (!ticket.takeSlot(promptTokens)) {
      return;
    }
    boolean whole = false;
    try {
      whole = make(prompt, promptTokens, sampling);
    } catch (IOException e) {
      // The answer had nowhere to go: the client has left.
      ticket.clientLeft();
    } finally {
      ticket.leaveSlot(whole);
    }
  }

  private boolean make(String prompt, int promptTokens, Sampling sampling) throws IOException {
    Generation generation = model.generate(prompt, promptTokens, sampling, ticket.client());
    try {
      boolean stopped = relay(generation, new StopStrings(sampling.stop()));
      if (ticket.client().gone()) {
        return false;
      }
      String reason = !stopped && generation.cutByLength() ? "length" : "stop";
      answer.finish(reason, new Usage(promptTokens, generation.tokens()));
      return true;
    } catch (EngineFailure e) {
      answer.fail(ApiError.localAi(e.getMessage()));
      return false;
    } finally {
      generation.stop();
    }
  }

  private boolean relay(Generation generation, StopStrings stops) throws IOException {
    int counted = 0;
    Optional<String> piece = generation.next();
    while (piece.isPresent() && !ticket.client().gone()) {
      stats.generated(generation.tokens() - counted);
      counted = generation.tokens();
      send(stops.accept(piece.get()));
      if (stops.found()) {
        return true;
      }
      piece = generation.next();
    }
    if (!ticket.client().gone()) {
      send(stops.rest());
    }
    return false;
  }

  private void send(String text) throws IOException {
    if (!text.isEmpty()) {
      answer.text(text);
    }
  }
}
