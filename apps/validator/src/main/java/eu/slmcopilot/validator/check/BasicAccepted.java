package eu.slmcopilot.validator.check;

import java.io.IOException;

/** Does the password open the API as Basic? */
final class BasicAccepted implements Check {
  @Override
  public About about() {
    return new About(
        "basic-accepted",
        "SEC-02",
        About.Layer.PASSWORD,
        "Check the password: it stands in /etc/one-appliance/config on the VM, beside the endpoint");
  }

  @Override
  public Outcome run(Visit visit) throws IOException {
    Http.Answer answer = visit.http().get("/v1/models", visit.plan().login().basic());
    return answer.status() == 200
        ? Outcome.passed("200")
        : Outcome.failed("expected 200, but " + answer.shown());
  }
}
