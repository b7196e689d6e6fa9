package eu.slmcopilot.report;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** Reports to write in tests. */
final class Reports {
  static final String FINGERPRINT = "AB:".repeat(31) + "CD";
  static final String CA_FINGERPRINT = "12:".repeat(31) + "34";

  private Reports() {}

  static Report ready(String password) {
    return of(password, Report.Status.READY, Certificate.Kind.PRIVATE_CA, List.of());
  }

  static Report of(
      String password, Report.Status status, Certificate.Kind kind, List<String> notes) {
    return new Report(
        "SLM-Copilot",
        OffsetDateTime.parse("2026-11-23T04:05:06.789+01:00"),
        status,
        new Endpoint(
            URI.create("https://copilot.example.org/v1"),
            "copilot",
            password,
            "devstral-small-2",
            32768,
            8192),
        status == Report.Status.DOWN
            ? Optional.empty()
            : Optional.of(new Certificate(
                kind,
                "CN=SLM-Copilot private CA",
                FINGERPRINT,
                Instant.parse("2027-12-01T00:00:00Z"))),
        new TrustAnchor(
            Path.of("/var/lib/slm-copilot/tls/ca.pem"),
            URI.create("http://copilot.example.org/ca.pem"),
            Optional.of(CA_FINGERPRINT)),
        List.of(
            new Service("slm-copilot-gateway.service", "active (running)"),
            new Service("local-ai.service", "active (running)")),
        notes);
  }
}
