package eu.slmcopilot.configure;

import eu.slmcopilot.appliance.Layout;
import eu.slmcopilot.configure.systemd.ServiceControl;
import eu.slmcopilot.report.Report;
import eu.slmcopilot.report.Report.Status;
import eu.slmcopilot.report.ReportWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code slm-copilot bootstrap}: units on, report and banner written.
 *
 * <p>one-context holds a lock of 120 s while this runs and loses events that come later, so a model that takes longer
 * to load is not waited for: a unit completes the report when it is there.
 */
@Command(
    name = "bootstrap",
    description = "Starts the services and writes the report, complete or not.")
final class BootstrapCommand implements Callable<Integer> {
  private final SlmCopilotCommand top;

  @Spec
  private CommandSpec spec;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "90",
      description = "How long to wait for the model (default: ${DEFAULT-VALUE}).")
  private int wait;

  BootstrapCommand(SlmCopilotCommand top) {
    this.top = top;
  }

  @Override
  public Integer call() throws IOException {
    Layout layout = top.layout();
    Tool tool = top.tool();
    Reporter reporter = new Reporter(
        spec.commandLine().getOut(), spec.commandLine().getErr(), top.log("bootstrap"));
    ServiceControl services = tool.services().apply(layout);
    Survey survey = new Survey(layout, tool);
    Report report =
        services.present() ? started(services, reporter, new Patience(survey, tool)) : survey.now();
    new ReportFiles(layout, tool.disk(), new ReportWriter()).write(report);
    reporter.event("written " + layout.report());
    reporter.event(
        "the copilot is " + report.status().words() + " at " + report.endpoint().baseUrl());
    report.notes().forEach(reporter::note);
    if (services.present() && report.status() != Status.READY) {
      services.start(ServiceControl.REPORT);
      reporter.event("started " + ServiceControl.REPORT + ", which completes the report");
    }
    return services.present() && report.status() == Status.DOWN ? 1 : 0;
  }

  private Report started(ServiceControl services, Reporter reporter, Patience patience)
      throws IOException {
    for (String unit : List.of(ServiceControl.ENGINE, ServiceControl.GATEWAY)) {
      services.enable(unit);
      reporter.event("enabled and started " + unit);
    }
    return patience.untilReady(Duration.ofSeconds(wait));
  }
}
