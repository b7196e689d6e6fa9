package eu.slmcopilot.tls;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/** One directory of certificates as a program would open it at each of its starts. */
final class Cabinet {
  static final CertificateNames LOCAL =
      CertificateNames.of(List.of("localhost", "127.0.0.1", "::1"));

  final Path path;
  final MovableClock clock = new MovableClock();
  final List<String> notices = new ArrayList<>();

  Cabinet(Path path) {
    this.path = path;
  }

  CertificateDirectory directory() throws TlsException {
    return CertificateDirectory.open(path, clock, notices::add);
  }

  PrivateCa ca() throws TlsException {
    return PrivateCa.open(directory(), "Test CA", new SecureRandom());
  }

  KeyMaterial leaf(CertificateNames names) throws TlsException {
    return new KeptCertificate(directory(), "leaf.pem", ca()).obtain(names);
  }
}
