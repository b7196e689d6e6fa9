package eu.slmcopilot.gatewayd;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** One line an event on standard error, which the journal keeps: time with offset, level, text. */
final class LogLine extends Formatter {
  private final ZoneId zone;

  private LogLine(ZoneId zone) {
    this.zone = zone;
  }

  /** Makes this the form of all logging; the libraries below us speak only when something is wrong. */
  static void install(ZoneId zone) {
    Logger root = Logger.getLogger("");
    root.setLevel(Level.WARNING);
    Logger.getLogger("eu.slmcopilot").setLevel(Level.INFO);
    for (Handler handler : root.getHandlers()) {
      handler.setFormatter(new LogLine(zone));
    }
  }

  @Override
  public String format(LogRecord event) {
    StringBuilder line = new StringBuilder();
    line.append(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
            event.getInstant().truncatedTo(ChronoUnit.MILLIS).atZone(zone)))
        .append(' ')
        .append(event.getLevel().getName())
        .append(' ')
        .append(formatMessage(event).replace('\n', ' '))
        .append('\n');
    if (event.getThrown() != null) {
      StringWriter trace = new StringWriter();
      event.getThrown().printStackTrace(new PrintWriter(trace));
      line.append(trace);
    }
    return line.toString();
  }
}
