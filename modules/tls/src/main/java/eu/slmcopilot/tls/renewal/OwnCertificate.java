package eu.slmcopilot.tls.renewal;

import eu.slmcopilot.tls.CertificateNames;
import eu.slmcopilot.tls.KeyMaterial;
import eu.slmcopilot.tls.TlsException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Judges a certificate that the owner brings, before anybody is shown it. */
public final class OwnCertificate {
  private static final int LEAST_RSA = 2048;
  private static final int LEAST_EC = 256;
  private static final String FOR_SERVERS = "1.3.6.1.5.5.7.3.1";

  private OwnCertificate() {}

  /**
   * The key with its chain, fit to be served: they belong together, the chain is in order, it is valid now and for all
   * these names, and its key is strong enough.
   *
   * @param names what it must be for; may be empty
   * @throws TlsException with everything that is wrong, without any of the texts
   */
  public static KeyMaterial checked(OwnPem pem, Collection<String> names, Instant now)
      throws TlsException {
    KeyMaterial material = KeyMaterial.ofPem(pem.certificates(), pem.key());
    List<String> faults = new ArrayList<>(dates(material, now));
    faults.addAll(wrongNames(material, names));
    faults.addAll(strength(material));
    faults.addAll(purpose(material.leaf()));
    faults.addAll(order(material.chain()));
    if (!faults.isEmpty()) {
      throw new TlsException(
          "the certificate cannot be served: " + String.join("; ", faults) + ".");
    }
    return material;
  }

  private static List<String> dates(KeyMaterial material, Instant now) {
    List<String> faults = new ArrayList<>();
    for (X509Certificate certificate : material.chain()) {
      String whose = certificate.getSubjectX500Principal().getName();
      if (now.isAfter(certificate.getNotAfter().toInstant())) {
        faults.add(
            "that of " + whose + " expired on " + certificate.getNotAfter().toInstant());
      }
      if (now.isBefore(certificate.getNotBefore().toInstant())) {
        faults.add("that of " + whose + " is valid only from "
            + certificate.getNotBefore().toInstant() + ", and it is " + now + " here");
      }
    }
    return faults;
  }

  private static List<String> wrongNames(KeyMaterial material, Collection<String> wanted) {
    List<String> has = CertificateNames.of(material.leaf());
    if (has.isEmpty()) {
      return List.of("it names no host (subject alternative names), which clients ask for");
    }
    return wanted.isEmpty()
        ? List.of()
        : CertificateNames.of(wanted).texts().stream()
            .filter(name -> !material.isFor(name))
            .map(name -> "it is for " + String.join(", ", has) + ", not for " + name)
            .toList();
  }

  private static List<String> strength(KeyMaterial material) {
    List<String> faults = new ArrayList<>();
    if (material.leaf().getPublicKey() instanceof RSAKey rsa
        && rsa.getModulus().bitLength() < LEAST_RSA) {
      faults.add("its RSA key has " + rsa.getModulus().bitLength() + " bits, and at least "
          + LEAST_RSA + " are expected");
    }
    if (material.leaf().getPublicKey() instanceof ECKey ec
        && ec.getParams().getCurve().getField().getFieldSize() < LEAST_EC) {
      faults.add("its EC key has less than " + LEAST_EC + " bits");
    }
    String signature = material.leaf().getSigAlgName().toUpperCase(Locale.ROOT);
    if (signature.contains("SHA1") || signature.contains("MD5")) {
      faults.add("it is signed by " + signature + ", which clients refuse");
    }
    return faults;
  }

  private static List<String> purpose(X509Certificate leaf) throws TlsException {
    try {
      List<String> uses = leaf.getExtendedKeyUsage();
      return uses == null || uses.contains(FOR_SERVERS)
          ? List.of()
          : List.of("it is not for servers (extended key usage)");
    } catch (GeneralSecurityException e) {
      throw new TlsException("its extended key usage cannot be read", e);
    }
  }

  private static List<String> order(List<X509Certificate> chain) {
    List<String> faults = new ArrayList<>();
    for (int i = 0; i + 1 < chain.size(); i++) {
      try {
        chain.get(i).verify(chain.get(i + 1).getPublicKey());
      } catch (GeneralSecurityException e) {
        faults.add("certificate " + (i + 1) + " of the chain is not signed by certificate "
            + (i + 2) + ": the server's own comes first, then each one's issuer");
      }
    }
    return faults;
  }
}
