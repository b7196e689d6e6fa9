package eu.slmcopilot.validator.check;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** Does plain HTTP lead to HTTPS? */
final class PlainRedirect implements Check {

  @Override
  public About about() {
    return new About(
        "http-redirect",
        "SEC-09",
        About.Layer.HTTP,
        "Let the security group allow the plain port (80), and see that nothing but slm-copilot-gateway listens on it");
  }

  @Override
  public Outcome run(Visit visit) throws IOException {
    Endpoint endpoint = visit.plan().endpoint();
    Optional<PlainSide> plain = visit.plan().plain();
    if (plain.isEmpty()) {
      return Outcome.skipped("the plain port that belongs to " + endpoint.port()
          + " is not known: name it by --http-port");
    }
    int port = plain.get().port();
    Http.Answer answer = visit.http().getPlain(endpoint.host(), port, "/v1/models");
    String target = answer.header("Location").orElse("");
    if (answer.status() < 301 || answer.status() > 308 || target.isEmpty()) {
      return Outcome.failed(
          "expected a redirect to https, but on port " + port + " " + answer.shown());
    }
    return leadsTo(plain.get().target(), target)
        ? Outcome.passed(answer.status() + " to " + target)
        : Outcome.failed(answer.status() + " leads to " + target + " instead of https at port "
            + plain.get().target() + "; if ports are forwarded, name it by --redirect-port");
  }

  private static boolean leadsTo(int wanted, String target) {
    try {
      URI uri = URI.create(target);
      int port = uri.getPort() < 0 ? 443 : uri.getPort();
      return "https".equals(uri.getScheme()) && port == wanted;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
