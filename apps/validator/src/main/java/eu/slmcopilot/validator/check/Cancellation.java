package eu.slmcopilot.validator.check;

import eu.slmcopilot.openai.ChatRequest;
import eu.slmcopilot.openai.ChatStream;
import eu.slmcopilot.openai.Message;
import eu.slmcopilot.openai.OpenAiException;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/** Is who leaves forgotten at once, so that the next one does not wait for an answer that nobody reads? */
final class Cancellation implements Check {
  private static final int LONG = 256;
  private static final int LOOKED_AT = 8;
  // What a busy machine may take to notice, beside everything else.
  private static final Duration GRACE = Duration.ofMillis(1_500);

  @Override
  public About about() {
    return new About(
        "cancellation",
        "SEC-08",
        About.Layer.API,
        "An aborted answer keeps the model busy: whatever stands in front must close its connection to the appliance when "
            + "a client leaves (nginx: proxy_ignore_client_abort off)");
  }

  @Override
  public Outcome run(Visit visit) throws IOException, OpenAiException {
    Duration alone = untilFirstToken(visit);
    long start = System.nanoTime();
    int seen = 0;
    try (ChatStream stream = visit.client().stream(chat(visit, LONG))) {
      while (seen < LOOKED_AT && nextToken(stream)) {
        if (seen++ == 0) {
          start = System.nanoTime();
        }
      }
    }
    if (seen < LOOKED_AT) {
      return Outcome.skipped("the answer ended before it could be aborted");
    }
    Duration left = Duration.ofNanos((System.nanoTime() - start) / (seen - 1) * (LONG - seen));
    Duration next = untilFirstToken(visit);
    // Far less than the rest of the aborted answer would take, a little more than one takes alone.
    Duration limit = alone.multipliedBy(3).plus(left.dividedBy(4)).plus(GRACE);
    String detail = String.format(
        Locale.ROOT,
        "the next one began to be answered after %d ms (alone %d ms; the aborted one had about %d ms to go)",
        next.toMillis(),
        alone.toMillis(),
        left.toMillis());
    return next.compareTo(limit) <= 0 ? Outcome.passed(detail) : Outcome.failed(detail);
  }

  private static Duration untilFirstToken(Visit visit) throws IOException, OpenAiException {
    long start = System.nanoTime();
    try (ChatStream stream = visit.client().stream(chat(visit, 1))) {
      var unused = nextToken(stream);
      return Duration.ofNanos(System.nanoTime() - start);
    }
  }

  /** Reads on to a token; the empty chunks of a server that keeps its clients awake are none. */
  private static boolean nextToken(ChatStream stream) throws OpenAiException {
    while (stream.hasNext()) {
      if (!stream.next().content().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private static ChatRequest chat(Visit visit, int tokens) throws IOException, OpenAiException {
    return ChatRequest.to(
            visit.model(), Message.user("Count from 1 to 1000, one number a line, nothing else."))
        .maxTokens(tokens)
        .temperature(0)
        .build();
  }
}
