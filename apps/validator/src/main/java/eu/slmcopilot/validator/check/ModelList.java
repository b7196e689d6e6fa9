package eu.slmcopilot.validator.check;

import eu.slmcopilot.openai.Model;
import eu.slmcopilot.openai.OpenAiException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Is the model offered? */
final class ModelList implements Check {
  @Override
  public About about() {
    return new About(
        "model-list",
        "INFER-01",
        About.Layer.API,
        "Name a listed model by --model; if none is listed, LocalAI found none: journalctl -u local-ai");
  }

  @Override
  public Outcome run(Visit visit) throws IOException, OpenAiException {
    List<String> ids = visit.client().models().stream().map(Model::id).toList();
    if (ids.isEmpty()) {
      return Outcome.failed("/v1/models lists no model");
    }
    Optional<String> wanted = visit.plan().model();
    return wanted.isPresent() && !ids.contains(wanted.get())
        ? Outcome.failed("lists " + String.join(", ", ids) + ", but not " + wanted.get())
        : Outcome.passed(String.join(", ", ids));
  }
}
