package eu.slmcopilot.configure;

import eu.slmcopilot.context.Problem;
import java.io.PrintWriter;

/** Says what happens, to the person and, unless nothing happens at all, to the log. */
final class Reporter {
  private final PrintWriter out;
  private final PrintWriter err;
  private final OperationLog log;

  /**
   * A reporter.
   *
   * @param log where events go; null for none, as in a dry run
   */
  Reporter(PrintWriter out, PrintWriter err, OperationLog log) {
    this.out = out;
    this.err = err;
    this.log = log;
  }

  void problem(Problem problem) {
    err.println((problem.isError() ? "error: " : "warning: ") + problem);
    if (log != null && problem.isError()) {
      log.error(problem.toString());
    } else if (log != null) {
      log.warning(problem.toString());
    }
  }

  void event(String what) {
    out.println(what);
    if (log != null) {
      log.info(what);
    }
  }

  /** Something a person should know, in the log as a warning. */
  void note(String what) {
    out.println(what);
    if (log != null) {
      log.warning(what);
    }
  }

  /** Ends with exit code 1. */
  int refused(String why) {
    String message = why + " Nothing was written.";
    err.println("slm-copilot: " + message);
    if (log != null) {
      log.error(message);
    }
    return 1;
  }
}
