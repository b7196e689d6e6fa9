package eu.slmcopilot.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * A private key and the certificate chain that vouches for it, proven to belong together.
 *
 * @param key the private key of the first certificate, EC or RSA
 * @param chain the certificate served for the name first, then the intermediates in order; the root
 *     itself need not be there
 */
public record KeyMaterial(PrivateKey key, List<X509Certificate> chain) {

  /**
   * Checks that there is a certificate and that the key is its key.
   *
   * @throws IllegalArgumentException when the chain is empty or the key is another one
   */
  public KeyMaterial {
    chain = List.copyOf(chain);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("a key needs at least one certificate, the list is empty");
    }
    if (!fits(key, chain.get(0))) {
      throw new IllegalArgumentException("the private key does not belong to the certificate of "
          + chain.get(0).getSubjectX500Principal());
    }
  }

  /**
   * Reads a chain and its key, each from a PEM text of its own.
   *
   * @throws TlsException saying what is wrong; never with any of the texts
   */
  public static KeyMaterial ofPem(String certificates, String key) throws TlsException {
    return PemText.read(certificates, key);
  }

  /** The certificate that clients check the name against. */
  public X509Certificate leaf() {
    return chain.get(0);
  }

  /** The last moment at which the leaf is valid. */
  public Instant expiry() {
    return leaf().getNotAfter().toInstant();
  }

  /**
   * Whether the leaf is for this host name or address; a wildcard in it stands for one label.
   *
   * @param name in lower case ASCII, an address in the JDK's form
   */
  public boolean isFor(String name) {
    List<String> names = CertificateNames.of(leaf());
    int dot = name.indexOf('.');
    return names.contains(name) || (dot > 0 && names.contains("*" + name.substring(dot)));
  }

  /** Names the certificate and its last day; never the key. */
  @Override
  public String toString() {
    return "KeyMaterial[" + leaf().getSubjectX500Principal() + ", until " + expiry() + "]";
  }

  private static boolean fits(PrivateKey key, X509Certificate certificate) {
    if (!key.getAlgorithm().equals(certificate.getPublicKey().getAlgorithm())) {
      return false;
    }
    byte[] sample = {1, 2, 3, 5, 7, 11, 13, 17};
    try {
      Signature signer = Signature.getInstance(
          key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA");
      signer.initSign(key);
      signer.update(sample);
      byte[] signature = signer.sign();
      signer.initVerify(certificate.getPublicKey());
      signer.update(sample);
      return signer.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
