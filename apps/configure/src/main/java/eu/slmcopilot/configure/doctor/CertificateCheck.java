package eu.slmcopilot.configure.doctor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import eu.slmcopilot.appliance.Layout;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The certificate that the gateway keeps: whose, for which names, for how long? [SEC-01] [SEC-06] */
record CertificateCheck(Layout layout, Clock clock, String domain) implements Check {
  private static final String NAME = "certificate";
  private static final Duration SOON = Duration.ofDays(7);
  /** The file holds the private key, too, which is of no interest here. */
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\\s]+-----END CERTIFICATE-----");

  @Override
  public Finding look() throws IOException {
    Path file = layout.tls().resolve("leaf.pem");
    if (!Files.exists(file)) {
      return Finding.warn(
          NAME, "there is no " + file + " yet", "the gateway makes it when it starts");
    }
    try {
      return judged(first(file));
    } catch (CertificateException e) {
      return Finding.fail(
          NAME,
          file + " holds no certificate that can be read",
          "delete it and restart the gateway, which makes a new one");
    }
  }

  private Finding judged(X509Certificate leaf) throws IOException, CertificateException {
    Instant now = clock.instant();
    Instant end = leaf.getNotAfter().toInstant();
    String what = kind(leaf) + ", for " + String.join(", ", names(leaf)) + ", until " + end;
    if (now.isBefore(leaf.getNotBefore().toInstant())) {
      return Finding.fail(NAME, what + ", but not valid yet", "see the clock above");
    }
    if (now.isAfter(end)) {
      return Finding.fail(NAME, what + ", which is past", "restart the gateway, which renews it");
    }
    if (!domain.isEmpty() && !names(leaf).contains(domain.toLowerCase(Locale.ROOT))) {
      return Finding.warn(
          NAME, what + ", and not for " + domain, "restart the gateway, which makes a new one");
    }
    return now.plus(SOON).isAfter(end)
        ? Finding.warn(NAME, what, "it should have been renewed: journalctl -u slm-copilot-gateway")
        : Finding.ok(NAME, what);
  }

  private String kind(X509Certificate leaf) throws IOException {
    if (Files.exists(layout.caCertificate())) {
      try {
        leaf.verify(first(layout.caCertificate()).getPublicKey());
        return "of the private CA";
      } catch (GeneralSecurityException e) {
        // Then somebody else has signed it, which the lines below tell.
        return "issued by " + leaf.getIssuerX500Principal().getName();
      }
    }
    return leaf.getIssuerX500Principal().equals(leaf.getSubjectX500Principal())
        ? "self-signed"
        : "issued by " + leaf.getIssuerX500Principal().getName();
  }

  private static List<String> names(X509Certificate leaf) throws CertificateException {
    Collection<List<?>> names = leaf.getSubjectAlternativeNames();
    return names == null
        ? List.of()
        : names.stream()
            .map(name -> String.valueOf(name.get(1)).toLowerCase(Locale.ROOT))
            .toList();
  }

  private static X509Certificate first(Path file) throws IOException, CertificateException {
    Matcher pem = PEM.matcher(Files.readString(file, US_ASCII));
    if (!pem.find()) {
      throw new CertificateException("no PEM block");
    }
    return (X509Certificate) CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(pem.group().getBytes(US_ASCII)));
  }
}
