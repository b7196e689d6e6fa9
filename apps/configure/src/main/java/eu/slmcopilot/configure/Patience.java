package eu.slmcopilot.configure;

import eu.slmcopilot.report.Report;
import eu.slmcopilot.report.Report.Status;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** Waits for the appliance, and no longer than it may. */
final class Patience {
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  private final Survey survey;
  private final Tool tool;

  Patience(Survey survey, Tool tool) {
    this.survey = survey;
    this.tool = tool;
  }

  /** The first report that is ready, or the last one before the time is over. */
  Report untilReady(Duration limit) throws IOException {
    Instant end = tool.clock().instant().plus(limit);
    Report report = survey.now();
    while (report.status() != Status.READY && tool.clock().instant().isBefore(end)) {
      tool.pause().sleep(BETWEEN);
      report = survey.now();
    }
    return report;
  }
}
