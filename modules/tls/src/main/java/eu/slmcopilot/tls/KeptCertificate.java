package eu.slmcopilot.tls;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A certificate that is kept across restarts and made anew only for a reason: a wanted name is not
 * covered, less than a third of its life is left, or its issuer does not stand behind it.
 */
public final class KeptCertificate {
  private final CertificateDirectory directory;
  private final String file;
  private final CertificateIssuer issuer;

  /**
   * Keeps its key and chain in one file of the directory.
   *
   * @param file the file's plain name, such as {@code leaf.pem}
   */
  public KeptCertificate(CertificateDirectory directory, String file, CertificateIssuer issuer) {
    this.directory = directory;
    this.file = file;
    this.issuer = issuer;
  }

  /**
   * Gives the kept certificate when it still does for these names, else a new one, already stored.
   *
   * @throws TlsException when a new one is needed and cannot be had or stored; what was kept stays
   */
  public KeyMaterial obtain(CertificateNames wanted) throws TlsException {
    return directory.inTurn(() -> obtainAlone(wanted));
  }

  private KeyMaterial obtainAlone(CertificateNames wanted) throws TlsException {
    Optional<KeyMaterial> kept = directory.read(file);
    Optional<String> reason = kept.map(material -> reasonToReplace(material, wanted))
        .orElse(Optional.of("there was none"));
    if (reason.isEmpty()) {
      return kept.orElseThrow();
    }
    KeyMaterial fresh = issuer.issue(wanted);
    directory.keep(file, fresh);
    directory.notice("A certificate was made for "
        + String.join(", ", wanted.texts())
        + " until "
        + fresh.expiry()
        + ": "
        + reason.get()
        + ".");
    return fresh;
  }

  private Optional<String> reasonToReplace(KeyMaterial kept, CertificateNames wanted) {
    List<String> missing = new ArrayList<>(wanted.texts());
    missing.removeAll(CertificateNames.of(kept.leaf()));
    if (!missing.isEmpty()) {
      return Optional.of("the kept one is not for " + String.join(", ", missing));
    }
    if (!issuer.recognises(kept)) {
      return Optional.of("the kept one was not signed by this issuer");
    }
    Instant now = directory.clock().instant();
    Instant start = kept.leaf().getNotBefore().toInstant();
    if (now.isBefore(start)) {
      return Optional.of("the kept one is valid only from " + start);
    }
    Duration life = Duration.between(start, kept.expiry());
    if (Duration.between(now, kept.expiry()).compareTo(life.dividedBy(3)) < 0) {
      return Optional.of("the kept one runs out on " + kept.expiry());
    }
    return Optional.empty();
  }
}
