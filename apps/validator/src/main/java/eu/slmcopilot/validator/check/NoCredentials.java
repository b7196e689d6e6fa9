package eu.slmcopilot.validator.check;

import java.io.IOException;
import java.util.List;

/** Is a caller without a password refused, and told how to come in? */
final class NoCredentials implements Check {
  @Override
  public About about() {
    return new About(
        "no-credentials",
        "SEC-02",
        About.Layer.HTTP,
        "Take the endpoint off the network: the API must answer 401 and offer Basic and Bearer to who has no password");
  }

  @Override
  public Outcome run(Visit visit) throws IOException {
    Http.Answer answer = visit.http().get("/v1/models");
    if (answer.status() != 401) {
      return Outcome.failed("expected 401, but " + answer.shown());
    }
    List<String> challenges = answer.headers("WWW-Authenticate");
    return offered(challenges, "Basic") && offered(challenges, "Bearer")
        ? Outcome.passed("401, Basic and Bearer offered")
        : Outcome.failed("401, but WWW-Authenticate offers " + challenges);
  }

  private static boolean offered(List<String> challenges, String scheme) {
    return challenges.stream()
        .anyMatch(value -> value.matches("(?i)(.*,\\s*)?" + scheme + "(\\s.*)?"));
  }
}
