package eu.slmcopilot.configure;

import static java.nio.charset.StandardCharsets.US_ASCII;

import eu.slmcopilot.report.Certificate;
import eu.slmcopilot.report.Certificate.Kind;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells what kind of certificate the gateway shows. */
final class ServedChain {
  private ServedChain() {}

  /**
   * Describes the leaf of a chain; empty when there is none.
   *
   * @param caPem the private CA's certificate, if there is one
   */
  static Optional<Certificate> describe(List<X509Certificate> chain, Optional<String> caPem) {
    return chain.stream()
        .findFirst()
        .map(leaf -> new Certificate(
            kind(leaf, caPem),
            leaf.getIssuerX500Principal().getName(),
            fingerprint(leaf),
            leaf.getNotAfter().toInstant()));
  }

  private static Kind kind(X509Certificate leaf, Optional<String> caPem) {
    if (caPem.isPresent() && signedBy(leaf, caPem.get())) {
      return Kind.PRIVATE_CA;
    }
    boolean own = leaf.getIssuerX500Principal().equals(leaf.getSubjectX500Principal());
    return own ? Kind.SELF_SIGNED : Kind.ISSUED;
  }

  private static boolean signedBy(X509Certificate leaf, String caPem) {
    try {
      leaf.verify(CertificateFactory.getInstance("X.509")
          .generateCertificate(new ByteArrayInputStream(caPem.getBytes(US_ASCII)))
          .getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static String fingerprint(X509Certificate leaf) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(leaf.getEncoded());
      return HexFormat.ofDelimiter(":").formatHex(digest).toUpperCase(Locale.ROOT);
    } catch (CertificateException e) {
      throw new IllegalStateException("a certificate that was read must encode", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
