package eu.slmcopilot.tls.renewal;

/**
 * A certificate that the owner brings, as text.
 *
 * @param certificates the chain as PEM, the server's certificate first
 * @param key its private key as PEM; a secret
 */
public record OwnPem(String certificates, String key) {
  /** Without the texts. */
  @Override
  public String toString() {
    return "OwnPem[]";
  }
}
