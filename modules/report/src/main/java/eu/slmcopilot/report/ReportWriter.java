package eu.slmcopilot.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.interpret.RenderResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/** Writes reports and the banner; thread-safe. What it writes ends with a line break. */
public final class ReportWriter {
  private static final Map<String, Object> UNKNOWN = Map.of("known", false, "private", true);

  private final Jinjava templates;

  /** A writer. */
  public ReportWriter() {
    templates = new Jinjava(JinjavaConfig.newBuilder()
        .withTrimBlocks(true)
        .withFailOnUnknownTokens(true)
        // Else a value with braces in it would be run as a template.
        .withNestedInterpretationEnabled(false)
        .build());
    Escapes.filters().forEach(templates.getGlobalContext()::registerFilter);
  }

  /**
   * Writes a report, which holds the password in whatever format.
   *
   * @throws IOException when {@code out} fails
   */
  public void write(Report report, Format format, Appendable out) throws IOException {
    out.append(
        switch (format) {
          case TEXT -> render("report.ini", report);
          case MARKDOWN -> render("report.md", report);
          case JSON -> pretty(ReportJson.of(report)) + "\n";
        });
  }

  /**
   * Writes how the endpoint is doing, for a person and without secrets.
   *
   * @throws IOException when {@code out} fails
   */
  public void statusText(Report report, Appendable out) throws IOException {
    out.append(render("status.txt", report));
  }

  /**
   * Writes the same as one JSON object.
   *
   * @throws IOException when {@code out} fails
   */
  public void statusJson(Report report, Appendable out) throws IOException {
    out.append(pretty(ReportJson.status(report)) + "\n");
  }

  /**
   * Writes the banner as a piece of POSIX shell, to be sourced at an interactive login. It names
   * the endpoint, its status and where to read on, and holds no secret.
   *
   * @param reportFile where the report is
   * @throws IOException when {@code out} fails
   */
  public void banner(Report report, String reportFile, Appendable out) throws IOException {
    out.append(render("banner.sh", report, Map.of("report_file", reportFile)));
  }

  private String render(String template, Report report) {
    return render(template, report, Map.of());
  }

  private String render(String template, Report report, Map<String, Object> more) {
    Map<String, Object> values = values(report);
    values.putAll(more);
    RenderResult result = templates.renderForResult(text(template), values);
    if (!result.getErrors().isEmpty()) {
      // The template is ours; its message might quote a value, which might be the password.
      throw new IllegalStateException("the template " + template + " is broken at line "
          + result.getErrors().get(0).getLineno());
    }
    return result.getOutput();
  }

  private static Map<String, Object> values(Report report) {
    Endpoint endpoint = report.endpoint();
    Map<String, Object> values = new HashMap<>();
    values.put("title", report.title());
    values.put(
        "at",
        DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(report.at().truncatedTo(ChronoUnit.SECONDS)));
    values.put("status", report.status().words());
    values.put("ready", report.status() == Report.Status.READY);
    values.put("base_url", endpoint.baseUrl().toString());
    values.put("user", endpoint.user());
    values.put("password", endpoint.password());
    values.put("model", endpoint.model());
    values.put("context_size", endpoint.contextSize());
    values.put("ca_file", report.caFile().toString());
    values.put("certificate", report.certificate().map(ReportWriter::values).orElse(UNKNOWN));
    values.put(
        "services",
        report.services().stream()
            .map(service -> Map.of("name", service.name(), "state", service.state()))
            .toList());
    values.put("notes", report.notes());
    JsonNode cline = ClineFile.of(endpoint, report.at());
    values.put("cline_line", cline.toString());
    values.put("cline_json", pretty(cline));
    return values;
  }

  private static Map<String, Object> values(Certificate certificate) {
    return Map.of(
        "known", true,
        "private", certificate.kind() != Certificate.Kind.ISSUED,
        "kind", certificate.kind().words(),
        "issuer", certificate.issuer(),
        "sha256", certificate.sha256(),
        "expires",
            certificate
                .expiry()
                .truncatedTo(ChronoUnit.SECONDS)
                .atOffset(ZoneOffset.UTC)
                .toString());
  }

  private static String pretty(JsonNode node) {
    return node.isEmpty() ? "{}" : lines(node);
  }

  private static String lines(JsonNode node) {
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(node);
    } catch (IOException e) {
      throw new UncheckedIOException("a JSON tree must serialise", e);
    }
  }

  private static String text(String template) {
    try (InputStream in = ReportWriter.class.getResourceAsStream(template)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the template " + template + " is missing in the jar", e);
    }
  }
}
