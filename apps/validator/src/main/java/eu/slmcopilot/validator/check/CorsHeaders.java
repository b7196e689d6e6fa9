package eu.slmcopilot.validator.check;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/** May a web page read the answers, refusals too? */
final class CorsHeaders implements Check {
  private static final List<String> PATHS = List.of("/health", "/v1/models");

  @Override
  public About about() {
    return new About(
        "cors-headers",
        "SEC-04",
        About.Layer.HTTP,
        "Every answer needs Access-Control-Allow-Origin, -Methods and -Headers; see the CORS origins in its settings, and "
            + "name an origin that it allows by --origin");
  }

  @Override
  public Outcome run(Visit visit) throws IOException {
    String origin = visit.plan().origin();
    StringJoiner seen = new StringJoiner(", ", "on ", "");
    for (String path : PATHS) {
      Http.Answer answer = visit.http().getFrom(origin, path);
      Optional<String> missing = missingIn(answer, origin);
      if (missing.isPresent()) {
        return Outcome.failed(missing.get() + " on the answer " + answer.status() + " of " + path);
      }
      seen.add(answer.status() + " of " + path);
    }
    return Outcome.passed(seen.toString());
  }

  /** What a browser would miss, for a person. */
  static Optional<String> missingIn(Http.Answer answer, String origin) {
    String allowed = answer.header("Access-Control-Allow-Origin").orElse("");
    if (!allowed.equals("*") && !allowed.equals(origin)) {
      return Optional.of("Access-Control-Allow-Origin is "
          + (allowed.isEmpty() ? "missing" : allowed) + " for " + origin);
    }
    for (String name : List.of("Access-Control-Allow-Methods", "Access-Control-Allow-Headers")) {
      if (answer.header(name).orElse("").isBlank()) {
        return Optional.of(name + " is missing");
      }
    }
    return Optional.empty();
  }
}
