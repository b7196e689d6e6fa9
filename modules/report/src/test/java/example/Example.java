package example;

import eu.slmcopilot.report.Endpoint;
import eu.slmcopilot.report.Format;
import eu.slmcopilot.report.Report;
import eu.slmcopilot.report.ReportWriter;
import eu.slmcopilot.report.Service;
import eu.slmcopilot.report.TrustAnchor;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

class Example {
  static void print(String password, Appendable out) throws IOException {
    URI api = URI.create("https://ai.example.org/v1");
    Report report = new Report(
        "My AI",
        OffsetDateTime.now(ZoneOffset.UTC),
        Report.Status.READY,
        new Endpoint(api, "ai", password, "my-model", 16_384, 4_096),
        Optional.empty(),
        new TrustAnchor(Path.of("/etc/ai/ca.pem"), api.resolve("/ca.pem"), Optional.empty()),
        List.of(new Service("ai.service", "active (running)")),
        List.of());
    new ReportWriter().write(report, Format.TEXT, out);
  }
}
