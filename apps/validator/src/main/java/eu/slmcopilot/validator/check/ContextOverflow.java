package eu.slmcopilot.validator.check;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.slmcopilot.openai.OpenAiException;
import java.io.IOException;
import java.util.Locale;

/** Is a prompt that is too long refused in a way that lets an editor shorten it? */
final class ContextOverflow implements Check {
  // More tokens than any context window of today that a CPU serves, in less than the 8 MiB that a
  // body may have.
  private static final int WORDS = 600_000;

  @Override
  public About about() {
    return new About(
        "context-overflow",
        "INFER-06",
        About.Layer.API,
        "Editors compact a chat when they read 400 with context_length_exceeded; pass that answer on unchanged");
  }

  @Override
  public Outcome run(Visit visit) throws IOException, OpenAiException {
    ObjectNode chat = JsonNodeFactory.instance.objectNode();
    chat.put("model", visit.model()).put("max_tokens", 1);
    chat.putArray("messages").addObject().put("role", "user").put("content", "word ".repeat(WORDS));
    Http.Answer answer =
        visit.http().post("/v1/chat/completions", visit.plan().login().basic(), chat.toString());
    if (answer.status() != 400) {
      return Outcome.failed("expected 400 to " + WORDS + " words, but " + answer.shown());
    }
    String code = ErrorShape.textOf(answer.body(), "code");
    boolean clear = code.equals("context_length_exceeded")
        || ErrorShape.messageOf(answer.body()).toLowerCase(Locale.ROOT).contains("context");
    return clear
        ? Outcome.passed("400 " + code)
        : Outcome.failed(
            "400, but it does not tell that the context is too small: " + answer.shown());
  }
}
