package eu.slmcopilot.validator.check;

import eu.slmcopilot.openai.Trust;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

/** Is the certificate from somebody we believe? */
final class TlsChain implements Check {
  // JSSE's own word where the cipher suite does not fix the kind of key, as in TLS 1.3.
  private static final String ANY_KEY = "UNKNOWN";

  @Override
  public About about() {
    return new About(
        "tls-chain",
        "SEC-01",
        About.Layer.CERTIFICATE,
        "Fetch the appliance's CA certificate (/ca.pem on port 80, or from the VM), compare its fingerprint and pass "
            + "--ca FILE; or accept the risk with --insecure");
  }

  @Override
  public Outcome run(Visit visit) throws IOException {
    Handshake handshake = visit.handshake();
    X509Certificate leaf = handshake.leaf();
    try {
      visit
          .plan()
          .trust()
          .manager()
          .checkServerTrusted(handshake.chain().toArray(X509Certificate[]::new), ANY_KEY);
      return Outcome.passed(
          kind(handshake) + ", issued by " + leaf.getIssuerX500Principal().getName());
    } catch (CertificateException e) {
      return Leniency.of(
          visit,
          kind(handshake) + ", not trusted (" + e.getMessage() + "); " + handshake.toCompare());
    }
  }

  /** Who vouches for it, whether we believe them or not. */
  private static String kind(Handshake handshake) {
    X509Certificate leaf = handshake.leaf();
    if (leaf.getIssuerX500Principal().equals(leaf.getSubjectX500Principal())) {
      return "self-signed";
    }
    try {
      Trust.system()
          .manager()
          .checkServerTrusted(handshake.chain().toArray(X509Certificate[]::new), ANY_KEY);
      return "public CA";
    } catch (CertificateException e) {
      return "private CA";
    }
  }
}
