package eu.slmcopilot.tls.renewal;

import eu.slmcopilot.tls.CertificateNames;
import eu.slmcopilot.tls.KeyMaterial;
import eu.slmcopilot.tls.renewal.CertificateStatus.Kind;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;

/**
 * What is served: the owner's certificate before the authority's, and the private CA's where there is neither, and for
 * clients that ask for other names than the public ones.
 */
record Choice(Kind kind, KeyMaterial material, KeyMaterial leaf) {

  static Choice of(
      KeyMaterial leaf, Optional<KeyMaterial> own, Optional<KeyMaterial> issued, Instant now) {
    if (own.isPresent()) {
      return new Choice(Kind.OWN, own.get(), leaf);
    }
    return issued
        .filter(material -> now.isBefore(material.expiry()))
        .map(material -> new Choice(Kind.ACME, material, leaf))
        .orElse(new Choice(Kind.PRIVATE_CA, leaf, leaf));
  }

  /** Whether somebody else than this machine vouches for it. */
  boolean issuedPublicly() {
    X509Certificate served = material.leaf();
    return kind != Kind.PRIVATE_CA
        && !served.getIssuerX500Principal().equals(served.getSubjectX500Principal());
  }

  String words() {
    String whose = switch (kind) {
      case PRIVATE_CA -> "the private CA";
      case ACME -> material.leaf().getIssuerX500Principal().getName();
      case OWN -> "the owner";
    };
    return "Serving the certificate of " + whose + " for "
        + String.join(", ", CertificateNames.of(material.leaf()))
        + " until " + material.expiry() + ".";
  }
}
