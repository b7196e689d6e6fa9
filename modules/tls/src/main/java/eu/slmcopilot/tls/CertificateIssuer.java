package eu.slmcopilot.tls;

/** Where certificates come from: this machine's private CA, or another authority. */
public interface CertificateIssuer {

  /**
   * Gives a fresh key and a certificate for it that is good for all these names. May take as long
   * as the authority takes; the caller's thread waits.
   *
   * @throws TlsException when the authority refuses or cannot be reached
   */
  KeyMaterial issue(CertificateNames names) throws TlsException;

  /** Tells whether this issuer made the certificate and still stands behind it; dates apart. */
  boolean recognises(KeyMaterial material);
}
