package eu.slmcopilot.validator.check;

import eu.slmcopilot.openai.ChatRequest;
import eu.slmcopilot.openai.ChatResponse;
import eu.slmcopilot.openai.Message;
import eu.slmcopilot.openai.OpenAiException;
import java.io.IOException;

/** Does the model answer, and are the tokens counted? */
final class ChatCompletion implements Check {
  private static final int TOKENS = 16;

  @Override
  public About about() {
    return new About(
        "chat-completion",
        "INFER-01",
        About.Layer.API,
        "See on the VM why the model does not answer: journalctl -u local-ai -u slm-copilot-gateway");
  }

  @Override
  public Outcome run(Visit visit) throws IOException, OpenAiException {
    ChatResponse answer = visit
        .client()
        .chat(ChatRequest.to(visit.model(), Message.user("Say hello in one word."))
            .maxTokens(TOKENS)
            .temperature(0)
            .build());
    if (answer.message().content().isEmpty()) {
      return Outcome.failed("the answer has no text");
    }
    if (answer.usage().isEmpty() || answer.usage().get().completionTokens() < 1) {
      return Outcome.failed("the answer does not count its tokens (usage)");
    }
    return Outcome.passed(answer.usage().get().promptTokens() + " tokens in, "
        + answer.usage().get().completionTokens() + " out");
  }
}
