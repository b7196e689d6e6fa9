package eu.slmcopilot.tls.renewal;

import java.time.Instant;
import java.util.Optional;

/**
 * How a server's certificate is doing at one moment.
 *
 * @param kind where the one that is served for the public names comes from
 * @param notAfter the last moment at which that one is valid
 * @param issuedPublicly whether somebody else than this machine vouches for it
 * @param renewals how often the authority gave a certificate
 * @param refusals how often it gave none
 * @param lastFailure when it last gave none; stays when it did later
 * @param problem what is wrong now and what to do; empty when all is well
 */
public record CertificateStatus(
    Kind kind,
    Instant notAfter,
    boolean issuedPublicly,
    long renewals,
    long refusals,
    Optional<Instant> lastFailure,
    Optional<String> problem) {

  /** Where a certificate comes from. */
  public enum Kind {
    /** This machine's private CA. */
    PRIVATE_CA,
    /** An authority that was asked for it. */
    ACME,
    /** The owner. */
    OWN
  }
}
