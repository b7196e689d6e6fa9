package eu.slmcopilot.validator.check;

/**
 * How a check ended.
 *
 * @param status passed, failed or skipped
 * @param detail what was seen, in one line
 */
record Outcome(Status status, String detail) {
  static Outcome passed(String detail) {
    return new Outcome(Status.PASSED, detail);
  }

  static Outcome failed(String detail) {
    return new Outcome(Status.FAILED, detail);
  }

  static Outcome skipped(String detail) {
    return new Outcome(Status.SKIPPED, detail);
  }
}
