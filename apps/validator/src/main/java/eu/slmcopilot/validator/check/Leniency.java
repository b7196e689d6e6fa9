package eu.slmcopilot.validator.check;

/** What becomes of a certificate that fails: a failure, or a note when the person said so. */
final class Leniency {
  private Leniency() {}

  static Outcome of(Visit visit, String reason) {
    return visit.plan().insecure()
        ? Outcome.passed("accepted because of --insecure: " + reason)
        : Outcome.failed(reason);
  }
}
