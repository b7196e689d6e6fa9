package eu.slmcopilot.configure;

import eu.slmcopilot.report.Report;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** Waits for the appliance, and no longer than it may. */
final class Patience {
  /** A small model is there within it; for a large one, the cores are its own. */
  private static final Duration IMPATIENT = Duration.ofMinutes(2);

  private static final Duration AT_FIRST = Duration.ofSeconds(1);
  private static final Duration LATER = Duration.ofSeconds(5);

  private final Survey survey;
  private final Tool tool;

  Patience(Survey survey, Tool tool) {
    this.survey = survey;
    this.tool = tool;
  }

  /** The report once it is ready, or when the time is over. */
  Report untilReady(Duration limit) throws IOException {
    Instant start = tool.clock().instant();
    Instant end = start.plus(limit);
    while (tool.clock().instant().isBefore(end) && !survey.isReady()) {
      boolean soon = tool.clock().instant().isBefore(start.plus(IMPATIENT));
      tool.pause().sleep(soon ? AT_FIRST : LATER);
    }
    return survey.now();
  }
}
