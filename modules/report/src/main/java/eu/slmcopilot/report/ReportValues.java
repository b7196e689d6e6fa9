package eu.slmcopilot.report;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/** A report as the templates see it. */
final class ReportValues {
  private static final Map<String, Object> UNKNOWN = Map.of("known", false, "private", true);

  private ReportValues() {}

  /** All of it, in a map to add to. */
  static Map<String, Object> of(Report report) {
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
    values.put("max_output_tokens", endpoint.maxOutputTokens());
    values.put("ca_file", report.trust().file().toString());
    values.put("ca_url", report.trust().url().toString());
    values.put("ca_sha256", report.trust().sha256().orElse("unknown"));
    values.put(
        "certificate", report.certificate().map(ReportValues::certificate).orElse(UNKNOWN));
    values.put(
        "services",
        report.services().stream()
            .map(service -> Map.of("name", service.name(), "state", service.state()))
            .toList());
    values.put("notes", report.notes());
    return values;
  }

  private static Map<String, Object> certificate(Certificate certificate) {
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
}
