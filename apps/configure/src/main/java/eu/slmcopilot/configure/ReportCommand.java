package eu.slmcopilot.configure;

import eu.slmcopilot.appliance.Layout;
import eu.slmcopilot.report.Format;
import eu.slmcopilot.report.Report;
import eu.slmcopilot.report.Report.Status;
import eu.slmcopilot.report.ReportWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code slm-copilot report}: how to connect, to read or as the file that one-apps shows. */
@Command(
    name = "report",
    description = "Prints the service report with credentials, or writes it and the login banner.")
final class ReportCommand implements Callable<Integer> {
  private final SlmCopilotCommand top;

  @Spec
  private CommandSpec spec;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format;

  @Option(
      names = "--write",
      description = "Write it to /etc/one-appliance/config, with the banner; print no secret.")
  private boolean write;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "0",
      description =
          "How long to wait for the model (default: ${DEFAULT-VALUE}); exit code 1 when it"
              + " is not ready then.")
  private int wait;

  ReportCommand(SlmCopilotCommand top) {
    this.top = top;
  }

  @Override
  public Integer call() throws IOException {
    Layout layout = top.layout();
    Tool tool = top.tool();
    Report report =
        new Patience(new Survey(layout, tool), tool).untilReady(Duration.ofSeconds(wait));
    if (write) {
      Reporter reporter =
          new Reporter(spec.commandLine().getOut(), spec.commandLine().getErr(), top.log("report"));
      new ReportFiles(layout, tool.disk(), new ReportWriter()).write(report);
      reporter.event("written " + layout.report() + ": " + report.status().words());
    } else {
      new ReportWriter().write(report, format, spec.commandLine().getOut());
      spec.commandLine().getOut().flush();
    }
    return wait > 0 && report.status() != Status.READY ? 1 : 0;
  }
}
