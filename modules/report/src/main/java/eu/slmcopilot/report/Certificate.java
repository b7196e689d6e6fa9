package eu.slmcopilot.report;

import java.time.Instant;

/**
 * The certificate that clients are shown.
 *
 * @param kind who vouches for it
 * @param issuer the issuer's name as the certificate has it
 * @param sha256 the SHA-256 fingerprint of the leaf, 32 pairs of upper-case hexadecimal digits joined by colons
 * @param expiry when it ends
 */
public record Certificate(Kind kind, String issuer, String sha256, Instant expiry) {

  /** Who vouches for a certificate. */
  public enum Kind {
    /** The appliance's own CA, which clients have to be told to trust. */
    PRIVATE_CA("private CA of this appliance"),
    /** Nobody but itself. */
    SELF_SIGNED("self-signed"),
    /** A CA that is not the appliance's own: one that clients know, or the owner's. */
    ISSUED("issued by a certificate authority");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** The kind as a person reads it. */
    String words() {
      return words;
    }
  }
}
