package eu.slmcopilot.validator.check;

import java.io.IOException;

/** Asks an endpoint whether its model is loaded [INFER-05]. */
public final class Readiness {
  private Readiness() {}

  /** Asks once; the answer is {@code ready} or why it is not, for a person. */
  public static String of(Plan plan) {
    try (Visit visit = new Visit(plan)) {
      int status = visit.http().get("/readyz").status();
      return status == 200 ? "ready" : "/readyz answers " + status;
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
