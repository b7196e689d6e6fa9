package eu.slmcopilot.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;

/** Writes reports and the banner; thread-safe. What it writes ends with a line break. */
public final class ReportWriter {
  private final Templates templates = new Templates();

  /**
   * Writes a report, which holds the password in whatever format.
   *
   * @throws IOException when {@code out} fails
   */
  public void write(Report report, Format format, Appendable out) throws IOException {
    out.append(
        switch (format) {
          case TEXT -> templates.render("report.ini", values(report));
          case MARKDOWN -> templates.render("report.md", values(report));
          case JSON -> ReportJson.of(report).toPrettyString() + "\n";
        });
  }

  /**
   * Writes how the endpoint is doing, for a person and without secrets.
   *
   * @throws IOException when {@code out} fails
   */
  public void statusText(Report report, Appendable out) throws IOException {
    out.append(templates.render("status.txt", ReportValues.of(report)));
  }

  /**
   * Writes the same as one JSON object.
   *
   * @throws IOException when {@code out} fails
   */
  public void statusJson(Report report, Appendable out) throws IOException {
    out.append(ReportJson.status(report).toPrettyString() + "\n");
  }

  /**
   * Writes the banner as a piece of POSIX shell, to be sourced at an interactive login. It names
   * the endpoint, its status and where to read on, and holds no secret.
   *
   * @param reportFile where the report is
   * @throws IOException when {@code out} fails
   */
  public void banner(Report report, String reportFile, Appendable out) throws IOException {
    Map<String, Object> values = ReportValues.of(report);
    values.put("report_file", reportFile);
    out.append(templates.render("banner.sh", values));
  }

  private static Map<String, Object> values(Report report) {
    Map<String, Object> values = ReportValues.of(report);
    ObjectNode cline = ClineFile.of(report.endpoint(), report.at());
    values.put("cline_line", cline.toString());
    values.put("cline_json", StrictJson.written(cline));
    return values;
  }
}
