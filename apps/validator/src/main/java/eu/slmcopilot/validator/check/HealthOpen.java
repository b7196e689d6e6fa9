package eu.slmcopilot.validator.check;

import java.io.IOException;

/** Can a load balancer ask for the health without a password? */
final class HealthOpen implements Check {
  @Override
  public About about() {
    return new About(
        "health-open",
        "SEC-02",
        About.Layer.HTTP,
        "/health answers 200 to everybody while the gateway runs; on the VM: journalctl -u slm-copilot-gateway");
  }

  @Override
  public Outcome run(Visit visit) throws IOException {
    Http.Answer answer = visit.http().get("/health");
    return answer.status() == 200 ? Outcome.passed(answer.shown()) : Outcome.failed(answer.shown());
  }
}
