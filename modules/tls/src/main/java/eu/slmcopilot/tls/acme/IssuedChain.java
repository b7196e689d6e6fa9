package eu.slmcopilot.tls.acme;

import eu.slmcopilot.tls.CertificateNames;
import eu.slmcopilot.tls.KeyMaterial;
import eu.slmcopilot.tls.acme.IssuanceException.Obstacle;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Looks at what an authority gave before anybody is shown it. */
final class IssuedChain {
  private IssuedChain() {}

  /** The key with its chain, when each certificate is signed by the next and all names are covered. */
  static KeyMaterial checked(PrivateKey key, List<X509Certificate> chain, CertificateNames names)
      throws IssuanceException {
    KeyMaterial material;
    try {
      material = new KeyMaterial(key, chain);
    } catch (IllegalArgumentException e) {
      throw refused(e.getMessage(), e);
    }
    List<String> missing = new ArrayList<>(names.texts());
    missing.removeAll(CertificateNames.of(material.leaf()));
    if (!missing.isEmpty()) {
      throw refused("it is not for " + String.join(", ", missing), null);
    }
    for (int i = 0; i + 1 < chain.size(); i++) {
      try {
        chain.get(i).verify(chain.get(i + 1).getPublicKey());
      } catch (GeneralSecurityException e) {
        throw refused(
            chain.get(i).getSubjectX500Principal() + " is not signed by the next certificate", e);
      }
    }
    return material;
  }

  private static IssuanceException refused(String why, Throwable cause) {
    return new IssuanceException(
        Obstacle.CERTIFICATE, "The authority's certificate cannot be served: " + why + ".", cause);
  }
}
