package eu.slmcopilot.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * A private key and the certificate chain that belongs to it.
 *
 * @param key the key of the first certificate
 * @param chain leaf first, each signed by the next; never empty
 */
public record KeyMaterial(PrivateKey key, List<X509Certificate> chain) {

  /**
   * Copies the chain.
   *
   * @throws IllegalArgumentException when the chain is empty
   */
  public KeyMaterial {
    chain = List.copyOf(chain);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("A certificate chain needs at least a leaf.");
    }
  }

  /** The certificate that clients check names and dates of. */
  public X509Certificate leaf() {
    return chain.get(0);
  }

  /** When clients stop accepting it. */
  public Instant expires() {
    return leaf().getNotAfter().toInstant();
  }

  /** Never shows the key. */
  @Override
  public String toString() {
    return "KeyMaterial[" + leaf().getSubjectX500Principal() + ", until " + expires() + "]";
  }
}
