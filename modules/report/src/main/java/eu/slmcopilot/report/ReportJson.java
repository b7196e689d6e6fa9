package eu.slmcopilot.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** A report as JSON, for programs. */
final class ReportJson {
  private ReportJson() {}

  /** All of it, with credentials. */
  static ObjectNode of(Report report) {
    ObjectNode root = status(report);
    String password = report.endpoint().password();
    root.withObject("/endpoint").put("password", password).put("api_key", password);
    root.putObject("snippets").set("cline", ClineFile.of(report.endpoint(), report.at()));
    return root;
  }

  /** What everybody may know. */
  static ObjectNode status(Report report) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("title", report.title())
        .put("at", report.at().toString())
        .put("status", report.status().name().toLowerCase(Locale.ROOT));
    Endpoint endpoint = report.endpoint();
    root.putObject("endpoint")
        .put("base_url", endpoint.baseUrl().toString())
        .put("user", endpoint.user())
        .put("model", endpoint.model())
        .put("context_size", endpoint.contextSize())
        .put("max_output_tokens", endpoint.maxOutputTokens());
    ObjectNode certificate = root.putObject("certificate");
    report
        .certificate()
        .ifPresent(served -> certificate
            .put("kind", served.kind().name().toLowerCase(Locale.ROOT))
            .put("issuer", served.issuer())
            .put("sha256", served.sha256())
            .put("expires", served.expiry().toString()));
    TrustAnchor trust = report.trust();
    ObjectNode anchor = root.putObject("trust");
    anchor.put("ca_file", trust.file().toString()).put("ca_url", trust.url().toString());
    trust.sha256().ifPresent(sha256 -> anchor.put("sha256", sha256));
    ObjectNode services = root.putObject("services");
    report.services().forEach(service -> services.put(service.name(), service.state()));
    report.notes().forEach(root.putArray("notes")::add);
    return root;
  }
}
