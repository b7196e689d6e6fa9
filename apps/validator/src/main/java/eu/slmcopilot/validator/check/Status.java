package eu.slmcopilot.validator.check;

/** How a check ended. */
public enum Status {
  /** What the requirement asks for was seen. */
  PASSED,
  /** Something else was seen. */
  FAILED,
  /** It could not be looked at: an earlier check failed, or what it needs is not there or not known. */
  SKIPPED
}
