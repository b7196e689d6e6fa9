package eu.slmcopilot.validator.check;

import java.io.IOException;

/** Is the model loaded? */
final class Ready implements Check {
  @Override
  public About about() {
    return new About(
        "ready",
        "INFER-05",
        About.Layer.HTTP,
        "Loading 14 GB takes minutes: wait with --wait 20m; if it stays so, on the VM: journalctl -u local-ai");
  }

  @Override
  public Outcome run(Visit visit) throws IOException {
    Http.Answer answer = visit.http().get("/readyz");
    return answer.status() == 200 ? Outcome.passed(answer.shown()) : Outcome.failed(answer.shown());
  }
}
