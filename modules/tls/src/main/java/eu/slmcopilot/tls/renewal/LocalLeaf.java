package eu.slmcopilot.tls.renewal;

import eu.slmcopilot.tls.CertificateDirectory;
import eu.slmcopilot.tls.KeptCertificate;
import eu.slmcopilot.tls.KeyMaterial;
import eu.slmcopilot.tls.MachineNames;
import eu.slmcopilot.tls.PrivateCa;
import eu.slmcopilot.tls.TlsException;
import java.security.SecureRandom;
import java.util.List;

/** The private CA's certificate for this machine, kept as long as it does. */
final class LocalLeaf {
  private static final String FILE = "leaf.pem";

  private final CertificateDirectory directory;
  private final String title;
  private final SecureRandom random;

  LocalLeaf(CertificateDirectory directory, String title, SecureRandom random) {
    this.directory = directory;
    this.title = title;
    this.random = random;
  }

  /** Looks at the machine and at the directory anew: addresses come and go, and so does a clock's idea of the year. */
  KeyMaterial now(List<String> added) throws TlsException {
    PrivateCa authority = PrivateCa.open(directory, title, random);
    return new KeptCertificate(directory, FILE, authority)
        .obtain(MachineNames.ofThisMachine(added).now());
  }
}
