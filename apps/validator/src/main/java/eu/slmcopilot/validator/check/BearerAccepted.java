package eu.slmcopilot.validator.check;

import eu.slmcopilot.openai.Credentials;
import java.io.IOException;
import java.util.Optional;

/** Does the password open the API as Bearer? */
final class BearerAccepted implements Check {
  @Override
  public About about() {
    return new About(
        "bearer-accepted",
        "SEC-02",
        About.Layer.HTTP,
        "Check the password: it stands in /etc/one-appliance/config on the VM, beside the endpoint");
  }

  @Override
  public Outcome run(Visit visit) throws IOException {
    Optional<Credentials> bearer = visit.plan().login().bearer();
    if (bearer.isEmpty()) {
      return Outcome.failed(
          "the password has blanks or characters beyond ASCII, which most editors cannot send as an API key");
    }
    Http.Answer answer = visit.http().get("/v1/models", bearer.get());
    return answer.status() == 200
        ? Outcome.passed("200")
        : Outcome.failed("expected 200, but " + answer.shown());
  }
}
