package eu.slmcopilot.configure;

import eu.slmcopilot.report.Report;
import eu.slmcopilot.report.Report.Status;
import eu.slmcopilot.report.ReportWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code slm-copilot status}: is it ready, and if not, why; without secrets. */
@Command(
    name = "status",
    description = "Tells whether the copilot is ready; exit code 1 when it is not.")
final class StatusCommand implements Callable<Integer> {
  private final SlmCopilotCommand top;

  @Spec
  private CommandSpec spec;

  @Option(names = "--json", description = "As one JSON object.")
  private boolean json;

  StatusCommand(SlmCopilotCommand top) {
    this.top = top;
  }

  @Override
  public Integer call() throws IOException {
    Report report = new Survey(top.layout(), top.tool()).now();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      new ReportWriter().statusJson(report, out);
    } else {
      new ReportWriter().statusText(report, out);
    }
    out.flush();
    return report.status() == Status.READY ? 0 : 1;
  }
}
