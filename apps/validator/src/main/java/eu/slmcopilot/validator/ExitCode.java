package eu.slmcopilot.validator;

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
    if (results.get(0).status() == Status.FAILED) {
      return UNREACHABLE;
    }
    return results.stream().allMatch(result -> result.status() == Status.PASSED) ? PASSED : FAILED;
  }
}
