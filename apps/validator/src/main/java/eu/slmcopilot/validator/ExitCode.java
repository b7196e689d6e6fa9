package eu.slmcopilot.validator;

import eu.slmcopilot.validator.check.Checks;
import eu.slmcopilot.validator.check.Result;
import eu.slmcopilot.validator.check.Status;
import java.util.List;

/** What the process ends with. */
final class ExitCode {
  static final int PASSED = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int UNREACHABLE = 3;

  private ExitCode() {}

  static int of(List<Result> results) {
    boolean reached = results.stream()
        .anyMatch(
            result -> result.name().equals(Checks.REACHED) && result.status() == Status.PASSED);
    if (!reached) {
      return UNREACHABLE;
    }
    return results.stream().anyMatch(result -> result.status() == Status.FAILED) ? FAILED : PASSED;
  }
}
