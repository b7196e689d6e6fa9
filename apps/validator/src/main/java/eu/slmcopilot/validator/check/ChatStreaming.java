package eu.slmcopilot.validator.check;

import eu.slmcopilot.openai.ChatChunk;
import eu.slmcopilot.openai.ChatRequest;
import eu.slmcopilot.openai.ChatStream;
import eu.slmcopilot.openai.Message;
import eu.slmcopilot.openai.OpenAiException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Does each token come as it is made? */
final class ChatStreaming implements Check {
  private static final int TOKENS = 48;

  @Override
  public About about() {
    return new About(
        "chat-streaming",
        "INFER-02",
        About.Layer.API,
        "If the words come all at once, a proxy between here and the appliance collects them: switch its buffering off "
            + "for text/event-stream; if the stream breaks, see journalctl -u slm-copilot-gateway");
  }

  @Override
  public Outcome run(Visit visit) throws IOException, OpenAiException {
    ChatRequest request = ChatRequest.to(
            visit.model(), Message.user("Count from 1 to 20, one number a line."))
        .maxTokens(TOKENS)
        .temperature(0)
        .includeUsage()
        .build();
    List<Long> arrivals = new ArrayList<>();
    String reason = "";
    boolean counted = false;
    arrivals.add(System.nanoTime());
    try (ChatStream stream = visit.client().stream(request)) {
      // Ends at [DONE] and fails without it.
      while (stream.hasNext()) {
        ChatChunk chunk = stream.next();
        reason = chunk.finishReason().orElse(reason);
        counted |= chunk.usage().isPresent();
        if (!chunk.content().isEmpty()) {
          arrivals.add(System.nanoTime());
        }
      }
    }
    if (reason.isEmpty()) {
      return Outcome.failed("the stream ended without a finish_reason");
    }
    if (!counted) {
      return Outcome.failed("the stream does not count its tokens (usage), though asked to");
    }
    Pace pace = Pace.of(arrivals);
    return pace.streamed() ? Outcome.passed(pace + ", " + reason) : Outcome.failed(pace.toString());
  }
}
