package eu.slmcopilot.validator.check;

import java.io.IOException;
import java.util.List;

/** Is the engine behind the gateway out of reach, even for who knows the password? */
final class ManagementHidden implements Check {
  // LocalAI's gallery, its backends, its API browser and its web page.
  private static final List<String> PATHS =
      List.of("/models/apply", "/backends", "/swagger", "/swagger/index.html", "/");

  @Override
  public About about() {
    return new About(
        "management-hidden",
        "INFER-08",
        About.Layer.HTTP,
        "Only the gateway may be reachable: LocalAI listens on 127.0.0.1:8080, and nothing else forwards to it");
  }

  @Override
  public Outcome run(Visit visit) throws IOException {
    for (String path : PATHS) {
      Http.Answer answer = visit.http().get(path, visit.plan().login().basic());
      if (answer.status() != 404) {
        return Outcome.failed("expected 404, but " + answer.shown());
      }
    }
    return Outcome.passed("404 for " + String.join(", ", PATHS));
  }
}
