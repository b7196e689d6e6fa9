package eu.slmcopilot.validator.bench;

import eu.slmcopilot.openai.ChatChunk;
import eu.slmcopilot.openai.ChatRequest;
import eu.slmcopilot.openai.ChatStream;
import eu.slmcopilot.openai.Message;
import eu.slmcopilot.openai.OpenAiClient;
import eu.slmcopilot.openai.OpenAiException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Asks for one answer and takes its times. Thread-safe.
 *
 * @param client whom to ask
 * @param model which model
 * @param nanos a clock that only runs forward
 */
record Asking(OpenAiClient client, String model, LongSupplier nanos) {

  /**
   * One answer, measured.
   *
   * @param answer its longest length, in tokens
   * @throws OpenAiException when there is none, or the server does not count its tokens
   */
  Sample ask(String prompt, int answer) throws OpenAiException {
    ChatRequest request = ChatRequest.to(model, Message.user(prompt))
        .maxTokens(answer)
        .temperature(0)
        .includeUsage()
        .build();
    long begin = nanos.getAsLong();
    long first = 0;
    int pieces = 0;
    Sample sample = null;
    try (ChatStream stream = client.stream(request)) {
      while (stream.hasNext()) {
        ChatChunk chunk = stream.next();
        if (!chunk.content().isEmpty()) {
          first = pieces++ == 0 ? nanos.getAsLong() - begin : first;
        }
        long now = nanos.getAsLong() - begin;
        Duration until = Duration.ofNanos(pieces == 0 ? now : first);
        sample = chunk
            .usage()
            .map(usage -> new Sample(
                usage.promptTokens(), usage.completionTokens(), until, Duration.ofNanos(now)))
            .orElse(sample);
      }
    }
    return Optional.ofNullable(sample).orElseThrow(UncountedException::new);
  }

  /** The server does not say how many tokens there were. */
  static final class UncountedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    UncountedException() {
      super("The endpoint's stream does not count its tokens (usage): 'check' says more.");
    }
  }
}
