package eu.slmcopilot.tls.acme;

import eu.slmcopilot.tls.CertificateDirectory;
import eu.slmcopilot.tls.CertificateIssuer;
import eu.slmcopilot.tls.CertificateNames;
import eu.slmcopilot.tls.KeyMaterial;
import eu.slmcopilot.tls.TlsException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A certificate of an authority, kept across restarts and renewed in time. What is kept serves until it ends, however
 * often renewing fails. {@link #maintain} is to be called at the time it last gave, by one thread.
 */
public final class AcmeCertificate {
  private static final String FILE = "acme.pem";
  private static final String STATE = "acme.state";

  /** Where an authority's renewal window comes from. */
  @FunctionalInterface
  public interface Windows {
    /**
     * The window for a certificate; empty when the authority names none.
     *
     * @throws TlsException when the authority cannot be asked
     */
    Optional<RenewalWindow> of(KeyMaterial material) throws TlsException;
  }

  /**
   * How things stand.
   *
   * @param served what to serve; empty when there is nothing valid for these names
   * @param next when to call again
   * @param problem why the last attempt failed, what to do and when the next one comes; empty when all is well
   */
  public record Outcome(Optional<KeyMaterial> served, Instant next, Optional<String> problem) {}

  private final CertificateDirectory directory;
  private final CertificateIssuer issuer;
  private final Windows windows;
  private final RenewalSchedule schedule;

  /** A certificate kept in this directory. */
  public AcmeCertificate(
      CertificateDirectory directory,
      CertificateIssuer issuer,
      Windows windows,
      RenewalSchedule schedule) {
    this.directory = directory;
    this.issuer = issuer;
    this.windows = windows;
    this.schedule = schedule;
  }

  /**
   * What is kept and valid now for all these names, without asking anybody.
   *
   * @throws TlsException when the directory cannot be read
   */
  public Optional<KeyMaterial> kept(CertificateNames wanted) throws TlsException {
    Instant now = directory.clock().instant();
    return directory
        .read(FILE)
        .filter(material -> now.isBefore(material.expiry()) && covers(material, wanted));
  }

  /**
   * Does what is due: asks for a certificate, asks for its window, or nothing.
   *
   * @throws TlsException when the directory cannot be used
   */
  public Outcome maintain(CertificateNames wanted) throws TlsException {
    return directory.inTurn(() -> maintainAlone(wanted));
  }

  private Outcome maintainAlone(CertificateNames wanted) throws TlsException {
    Optional<KeyMaterial> kept = kept(wanted);
    AcmeState state = AcmeState.read(directory.readText(STATE));
    Instant now = directory.clock().instant();
    if (kept.isPresent() && state.failures() == 0 && !isDue(kept.get(), state, now)) {
      return new Outcome(kept, state.next(), Optional.empty());
    }
    if (state.failures() > 0 && now.isBefore(state.next())) {
      return new Outcome(kept, state.next(), Optional.of(told(state)));
    }
    return attempt(wanted, kept, state, now);
  }

  private static boolean isDue(KeyMaterial kept, AcmeState state, Instant now) {
    // A clock that was wrong by years may have left a plan for never.
    boolean sane = state.next().isAfter(Instant.EPOCH) && state.next().isBefore(kept.expiry());
    return !sane || !now.isBefore(state.next());
  }

  private Outcome attempt(
      CertificateNames wanted, Optional<KeyMaterial> kept, AcmeState state, Instant now)
      throws TlsException {
    try {
      KeyMaterial fresh = issuer.issue(wanted);
      directory.keep(FILE, fresh);
      AcmeState next = new AcmeState(renewal(fresh), 0, "");
      directory.keepText(STATE, next.text());
      directory.notice("A certificate for " + String.join(", ", wanted.texts())
          + " was issued by " + fresh.leaf().getIssuerX500Principal() + ", valid until "
          + fresh.expiry() + ", to be renewed on " + next.next() + ".");
      return new Outcome(Optional.of(fresh), next.next(), Optional.empty());
    } catch (IssuanceException e) {
      int failures = state.failures() + 1;
      AcmeState next =
          new AcmeState(schedule.retry(now, failures, e.retryAfter()), failures, e.getMessage());
      directory.keepText(STATE, next.text());
      directory.notice(told(next));
      return new Outcome(kept, next.next(), Optional.of(told(next)));
    }
  }

  private Instant renewal(KeyMaterial fresh) {
    Instant start = fresh.leaf().getNotBefore().toInstant();
    Optional<RenewalWindow> window;
    try {
      window = windows.of(fresh);
    } catch (TlsException e) {
      directory.notice("The authority's renewal window is unknown: " + e.getMessage());
      window = Optional.empty();
    }
    return schedule.renewal(start, fresh.expiry(), window);
  }

  private static String told(AcmeState state) {
    return state.problem() + " Attempt " + state.failures() + " in a row; the next one is on "
        + state.next() + ".";
  }

  private static boolean covers(KeyMaterial material, CertificateNames wanted) {
    List<String> missing = new ArrayList<>(wanted.texts());
    missing.removeAll(CertificateNames.of(material.leaf()));
    return missing.isEmpty();
  }
}
