package eu.slmcopilot.validator.check;

import eu.slmcopilot.openai.Credentials;
import java.io.IOException;
import java.util.List;

/** Is a wrong password refused? */
final class WrongCredentials implements Check {
  @Override
  public About about() {
    return new About(
        "wrong-credentials",
        "SEC-02",
        About.Layer.HTTP,
        "Take the endpoint off the network: it must answer 401 to a wrong password, as Basic and as Bearer");
  }

  @Override
  public Outcome run(Visit visit) throws IOException {
    Login wrong = visit.plan().login().wrong();
    for (Credentials credentials : List.of(wrong.basic(), wrong.bearer().orElseThrow())) {
      Http.Answer answer = visit.http().get("/v1/models", credentials);
      if (answer.status() != 401) {
        return Outcome.failed(
            "a wrong password as " + credentials + " should get 401, but " + answer.shown());
      }
    }
    return Outcome.passed("401 for Basic and for Bearer");
  }
}
