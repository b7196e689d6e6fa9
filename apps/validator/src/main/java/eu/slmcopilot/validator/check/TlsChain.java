package eu.slmcopilot.validator.check;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

/** Is the certificate from somebody we believe? */
final class TlsChain implements Check {
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
          .checkServerTrusted(
              handshake.chain().toArray(X509Certificate[]::new),
              // JSSE's own word where the cipher suite does not fix the kind of key, as in TLS 1.3.
              "UNKNOWN");
      return Outcome.passed("issued by " + leaf.getIssuerX500Principal().getName());
    } catch (CertificateException e) {
      return Leniency.of(
          visit, "not trusted (" + e.getMessage() + "); SHA-256 " + handshake.fingerprint());
    }
  }
}
