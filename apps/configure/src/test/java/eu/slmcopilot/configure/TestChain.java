package eu.slmcopilot.configure;

import eu.slmcopilot.appliance.Layout;
import eu.slmcopilot.tls.CertificateDirectory;
import eu.slmcopilot.tls.CertificateNames;
import eu.slmcopilot.tls.KeptCertificate;
import eu.slmcopilot.tls.KeyMaterial;
import eu.slmcopilot.tls.PrivateCa;
import eu.slmcopilot.tls.TlsException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;

/** A certificate as the gateway makes it, in the place where the gateway keeps it. */
final class TestChain {
  private TestChain() {}

  static List<X509Certificate> signedByPrivateCa(Layout layout) {
    return material(layout).chain();
  }

  static KeyMaterial material(Layout layout) {
    try {
      CertificateDirectory directory =
          CertificateDirectory.open(layout.tls(), Clock.systemUTC(), notice -> {});
      return new KeptCertificate(
              directory, "leaf.pem", PrivateCa.open(directory, "Test CA", new SecureRandom()))
          .obtain(CertificateNames.of(List.of("localhost", "127.0.0.1")));
    } catch (TlsException e) {
      throw new IllegalStateException(e);
    }
  }
}
