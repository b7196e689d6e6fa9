package eu.slmcopilot.validator.check;

import java.io.IOException;
import java.util.Optional;

/** May a browser ask before it asks? */
final class CorsPreflight implements Check {
  @Override
  public About about() {
    return new About(
        "cors-preflight",
        "SEC-05",
        About.Layer.HTTP,
        "OPTIONS must get 204 with the CORS headers and without a password; a proxy in front may swallow it");
  }

  @Override
  public Outcome run(Visit visit) throws IOException {
    String origin = visit.plan().origin();
    Http.Answer answer = visit.http().preflight(origin, "/v1/chat/completions");
    if (answer.status() != 204) {
      return Outcome.failed("expected 204, but OPTIONS " + answer.shown());
    }
    Optional<String> missing = CorsHeaders.missingIn(answer, origin);
    return missing.isPresent()
        ? Outcome.failed("204, but " + missing.get())
        : Outcome.passed("204 with CORS headers");
  }
}
