package eu.slmcopilot.validator.check;

import java.io.IOException;
import java.util.regex.Pattern;

/** Can Prometheus read the metrics, and nobody else? */
final class MetricsGuarded implements Check {
  private static final Pattern OURS = Pattern.compile("(?m)^(slm_copilot_|http_)[a-z_]+(\\{| )");

  @Override
  public About about() {
    return new About(
        "metrics",
        "MON-01",
        About.Layer.API,
        "/metrics belongs to the gateway and needs the password: let what stands in front forward it as it is");
  }

  @Override
  public Outcome run(Visit visit) throws IOException {
    Http.Answer open = visit.http().get("/metrics");
    if (open.status() != 401) {
      return Outcome.failed("expected 401 without a password, but " + open.shown());
    }
    Http.Answer answer = visit.http().get("/metrics", visit.plan().login().basic());
    if (answer.status() != 200) {
      return Outcome.failed("expected 200 with the password, but " + answer.shown());
    }
    String type = answer.header("Content-Type").orElse("");
    if (!type.startsWith("text/plain")) {
      return Outcome.failed("expected text/plain, but its Content-Type is '" + type + "'");
    }
    long series = OURS.matcher(answer.body()).results().count();
    return series > 0
        ? Outcome.passed("401 without, " + series + " series with the password")
        : Outcome.failed("no metric begins with slm_copilot_ or http_: " + answer.shown());
  }
}
