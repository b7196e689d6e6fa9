package eu.slmcopilot.configure.doctor;

import eu.slmcopilot.appliance.CopilotVariable;
import eu.slmcopilot.appliance.Layout;
import eu.slmcopilot.tls.CertificateFacts;
import eu.slmcopilot.tls.KeyMaterial;
import eu.slmcopilot.tls.TlsException;
import eu.slmcopilot.tls.renewal.OwnCertificate;
import eu.slmcopilot.tls.renewal.OwnPem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The certificate that the gateway keeps: whose, for which names, for how long? [SEC-01] [SEC-06] */
record CertificateCheck(Layout layout, Clock clock, String domain) implements Check {
  private static final String NAME = "certificate";
  private static final Duration SOON = Duration.ofDays(7);

  @Override
  public Finding look() throws IOException {
    if (Files.exists(layout.ownCertificate())) {
      return own();
    }
    Path file = served();
    if (!Files.exists(file)) {
      return Finding.warn(
          NAME, "there is no " + file + " yet", "the gateway makes it when it starts");
    }
    try {
      return CertificateFacts.ofPem(Files.readString(file), privateCa())
          .map(this::judged)
          .orElseGet(() -> unreadable(file));
    } catch (TlsException e) {
      return unreadable(file);
    }
  }

  /** The authority's, where there is one; whether the gateway may serve it, {@link #judged} tells. */
  private Path served() {
    boolean issued = !domain.isEmpty() && Files.exists(layout.issued());
    return issued ? layout.issued() : layout.leaf();
  }

  private Finding own() throws IOException {
    try {
      OwnPem pem =
          new OwnPem(Files.readString(layout.ownCertificate()), Files.readString(layout.ownKey()));
      KeyMaterial material = OwnCertificate.checked(
          pem, domain.isEmpty() ? List.of() : List.of(domain), clock.instant());
      return judged(CertificateFacts.of(material.leaf(), Optional.empty()));
    } catch (TlsException e) {
      return Finding.fail(
          NAME,
          "yours is not served, the private CA's is: " + e.getMessage(),
          "give " + CopilotVariable.TLS_CERT.variable().name() + " and "
              + CopilotVariable.TLS_KEY.variable().name() + " that fit");
    }
  }

  private static Finding unreadable(Path file) {
    return Finding.fail(
        NAME,
        file + " holds no certificate that can be read",
        "delete it and restart the gateway, which makes a new one");
  }

  private Optional<String> privateCa() throws IOException {
    Path file = layout.caCertificate();
    return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
  }

  private Finding judged(CertificateFacts leaf) {
    Instant now = clock.instant();
    String what = kind(leaf) + ", for " + String.join(", ", leaf.names()) + ", until " + leaf.end();
    if (now.isBefore(leaf.start())) {
      return Finding.fail(NAME, what + ", but not valid yet", "see the clock above");
    }
    if (now.isAfter(leaf.end())) {
      return Finding.fail(NAME, what + ", which is past", "restart the gateway, which renews it");
    }
    if (!domain.isEmpty() && !leaf.names().contains(domain.toLowerCase(Locale.ROOT))) {
      return Finding.warn(
          NAME, what + ", and not for " + domain, "restart the gateway, which makes a new one");
    }
    return now.plus(SOON).isAfter(leaf.end())
        ? Finding.warn(NAME, what, "it should have been renewed: journalctl -u slm-copilot-gateway")
        : Finding.ok(NAME, what);
  }

  private static String kind(CertificateFacts leaf) {
    return switch (leaf.kind()) {
      case PRIVATE_CA -> "of the private CA";
      case SELF_SIGNED -> "self-signed";
      case ISSUED -> "issued by " + leaf.issuer();
    };
  }
}
