package eu.slmcopilot.tls;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What a person wants to know of a server's certificate.
 *
 * @param kind who vouches for it
 * @param issuer the issuer's name as the certificate has it
 * @param sha256 its SHA-256 as openssl prints it: pairs of upper-case hex digits and colons
 * @param names the names and addresses that it is for, in lower case
 * @param start when it begins
 * @param end when it ends
 */
public record CertificateFacts(
    Kind kind, String issuer, String sha256, List<String> names, Instant start, Instant end) {

  /** Who vouches for a certificate. */
  public enum Kind {
    /** The private CA of this machine. */
    PRIVATE_CA,
    /** Nobody but itself. */
    SELF_SIGNED,
    /** Another authority. */
    ISSUED
  }

  /** Copies the names. */
  public CertificateFacts {
    names = List.copyOf(names);
  }

  /**
   * Reads them off a certificate.
   *
   * @param privateCaPem this machine's own CA as PEM, if there is one; what cannot be read is taken for none
   */
  public static CertificateFacts of(X509Certificate leaf, Optional<String> privateCaPem) {
    return new CertificateFacts(
        kind(leaf, privateCaPem),
        leaf.getIssuerX500Principal().getName(),
        sha256(leaf),
        CertificateNames.of(leaf),
        leaf.getNotBefore().toInstant(),
        leaf.getNotAfter().toInstant());
  }

  /**
   * The same for the first certificate in a PEM text, which may hold a key besides; empty when there is none.
   *
   * @throws TlsException when the text is no PEM; the message holds nothing of it
   */
  public static Optional<CertificateFacts> ofPem(String pem, Optional<String> privateCaPem)
      throws TlsException {
    return PemText.certificates(pem).stream().findFirst().map(leaf -> of(leaf, privateCaPem));
  }

  static String sha256(X509Certificate certificate) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private static Kind kind(X509Certificate leaf, Optional<String> privateCaPem) {
    if (privateCaPem.isPresent() && isSignedBy(privateCaPem.get(), leaf)) {
      return Kind.PRIVATE_CA;
    }
    boolean own = leaf.getIssuerX500Principal().equals(leaf.getSubjectX500Principal());
    return own ? Kind.SELF_SIGNED : Kind.ISSUED;
  }

  private static boolean isSignedBy(String caPem, X509Certificate leaf) {
    try {
      for (X509Certificate ca : PemText.certificates(caPem)) {
        leaf.verify(ca.getPublicKey());
        return true;
      }
      return false;
    } catch (TlsException | GeneralSecurityException e) {
      return false;
    }
  }
}
