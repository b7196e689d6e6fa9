package eu.slmcopilot.tls.acme;

import eu.slmcopilot.tls.CertificateDirectory;
import eu.slmcopilot.tls.CertificateIssuer;
import eu.slmcopilot.tls.CertificateNames;
import eu.slmcopilot.tls.KeyMaterial;
import eu.slmcopilot.tls.TlsException;
import eu.slmcopilot.tls.acme.AcmeState.Failure;
import eu.slmcopilot.tls.acme.IssuanceException.Obstacle;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A certificate of an authority, kept across restarts and renewed in time. What is kept serves until it ends, however
 * often renewing fails. {@link #maintain} is to be called at the time it last gave, or more often, by one thread.
 */
public final class AcmeCertificate {
  /** The name of the file that keeps key and chain. */
  public static final String FILE = "acme.pem";

  /** The name of the file that keeps the {@link AcmeState}. */
  public static final String STATE = "acme.state";

  private static final String TURN = ".lock-acme";
  // RFC 9773 section 4.3.2 lets the authority name the interval; six hours is what the common ones
  // name.
  private static final Duration LOOK = Duration.ofHours(6);
  private static final Duration LEAST_PAUSE = Duration.ofHours(1);
  private static final Duration LONGEST_PAUSE = Duration.ofDays(31);

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
   * @param state what is remembered
   */
  public record Outcome(Optional<KeyMaterial> served, Instant next, AcmeState state) {
    /** Why the last attempt failed, what to do and when the next one comes; empty when all is well. */
    public Optional<String> problem() {
      return state.problem();
    }
  }

  private final CertificateDirectory directory;
  private final String authority;
  private final CertificateIssuer issuer;
  private final Windows windows;
  private final RenewalSchedule schedule;
  // What a full disk did not take. Neither a certificate nor the patience with an authority may be
  // lost by that.
  private Optional<KeyMaterial> unkept = Optional.empty();
  private Optional<AcmeState> unkeptState = Optional.empty();

  /**
   * A certificate kept in this directory.
   *
   * @param authority tells authorities and accounts apart; another one is asked at once
   */
  public AcmeCertificate(
      CertificateDirectory directory,
      String authority,
      CertificateIssuer issuer,
      Windows windows,
      RenewalSchedule schedule) {
    this.directory = directory;
    this.authority = authority;
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
    Optional<KeyMaterial> material = unkept.isPresent() ? unkept : directory.read(FILE);
    return material
        .filter(found -> now.isBefore(found.expiry()))
        .filter(found -> wanted.texts().stream().allMatch(found::isFor));
  }

  /**
   * What is remembered of asking for these names.
   *
   * @throws TlsException when the directory cannot be read
   */
  public AcmeState state(CertificateNames wanted) throws TlsException {
    String request = String.join(" ", wanted.texts()) + " of " + authority;
    Optional<AcmeState> known =
        unkeptState.isPresent() ? unkeptState : directory.readText(STATE).flatMap(AcmeState::read);
    return known.filter(state -> state.request().equals(request)).orElse(AcmeState.fresh(request));
  }

  /**
   * Does what is due: asks for a certificate, asks for its window, or nothing.
   *
   * @throws TlsException when the directory cannot be used
   */
  public Outcome maintain(CertificateNames wanted) throws TlsException {
    return directory.inTurn(TURN, () -> maintainAlone(wanted));
  }

  /**
   * Forgets the pause after a failure, since a person has changed something; a rate limit stays.
   *
   * @throws TlsException when the directory cannot be used
   */
  public void askAgain(CertificateNames wanted) throws TlsException {
    AcmeState state = state(wanted);
    boolean limited =
        state.failure().map(Failure::obstacle).equals(Optional.of(Obstacle.RATE_LIMIT));
    if (state.failures() > 0 && !limited) {
      keep(Optional.empty(), state.planned(directory.clock().instant(), state.look()));
    }
  }

  private Outcome maintainAlone(CertificateNames wanted) throws TlsException {
    AcmeState state = state(wanted);
    keep(unkept, state);
    Optional<KeyMaterial> kept = kept(wanted);
    Instant now = directory.clock().instant();
    if (state.failures() > 0 && isAhead(state.next(), now.plus(LONGEST_PAUSE))) {
      return new Outcome(kept, state.next(), state);
    }
    if (state.failures() > 0
        || kept.isEmpty()
        || !isAhead(state.next(), kept.get().expiry())) {
      return attempt(wanted, kept, state, now);
    }
    if (!isAhead(state.look(), now.plus(LOOK))) {
      state = look(kept.get(), state, now);
      keep(Optional.empty(), state);
    }
    return now.isBefore(state.next())
        ? new Outcome(kept, earlier(state.next(), state.look()), state)
        : attempt(wanted, kept, state, now);
  }

  /** A clock that was wrong by years may have left a plan for never; that is none. */
  private boolean isAhead(Instant planned, Instant believable) {
    return planned.isAfter(directory.clock().instant()) && !planned.isAfter(believable);
  }

  /** An authority that revokes a certificate moves its window. */
  private AcmeState look(KeyMaterial kept, AcmeState state, Instant now) {
    Instant next = window(kept)
        .filter(
            window -> state.next().isBefore(window.start()) || state.next().isAfter(window.end()))
        .map(window -> renewal(kept, Optional.of(window)))
        .orElse(state.next());
    return state.planned(next, now.plus(LOOK));
  }

  private Outcome attempt(
      CertificateNames wanted, Optional<KeyMaterial> kept, AcmeState state, Instant now)
      throws TlsException {
    try {
      KeyMaterial fresh = issuer.issue(wanted);
      Instant due = later(renewal(fresh, window(fresh)), now.plus(shortestPause(fresh, now)));
      AcmeState next = state.renewed(due, now.plus(LOOK));
      keep(Optional.of(fresh), next);
      directory.notice("A certificate for " + String.join(", ", wanted.texts())
          + " was issued by " + fresh.leaf().getIssuerX500Principal() + ", valid until "
          + fresh.expiry() + ", to be renewed on " + due + ".");
      return new Outcome(Optional.of(fresh), earlier(due, next.look()), next);
    } catch (TlsException e) {
      if (Thread.currentThread().isInterrupted()) {
        // This process ends, or wants something else now: nobody's failure.
        throw e;
      }
      AcmeState next = failed(state, e, now);
      keep(Optional.empty(), next);
      directory.notice(next.problem().orElseThrow());
      return new Outcome(kept, next.next(), next);
    }
  }

  private AcmeState failed(AcmeState state, TlsException e, Instant now) {
    IssuanceException refusal = e instanceof IssuanceException known
        ? known
        : new IssuanceException(Obstacle.MACHINE, e.getMessage(), e);
    return state.failed(
        new Failure(now, refusal.obstacle(), refusal.getMessage()),
        schedule.retry(now, state.failures() + 1, refusal.retryAfter()));
  }

  private void keep(Optional<KeyMaterial> fresh, AcmeState state) {
    unkept = fresh.isPresent() ? fresh : unkept;
    unkeptState = Optional.of(state);
    try {
      if (unkept.isPresent()) {
        directory.keep(FILE, unkept.get());
        unkept = Optional.empty();
      }
      if (!directory.readText(STATE).equals(Optional.of(state.text()))) {
        directory.keepText(STATE, state.text());
      }
      unkeptState = Optional.empty();
    } catch (TlsException e) {
      directory.notice("It goes on without being stored, and is tried again: " + e.getMessage());
    }
  }

  private Optional<RenewalWindow> window(KeyMaterial material) {
    try {
      return windows.of(material);
    } catch (TlsException e) {
      directory.notice("The authority's renewal window is unknown: " + e.getMessage());
      return Optional.empty();
    }
  }

  private Instant renewal(KeyMaterial material, Optional<RenewalWindow> window) {
    return schedule.renewal(material.leaf().getNotBefore().toInstant(), material.expiry(), window);
  }

  /** Never at once again, whatever the authority's window says. */
  private static Duration shortestPause(KeyMaterial fresh, Instant now) {
    Duration part = Duration.between(now, fresh.expiry()).dividedBy(40);
    return part.compareTo(LEAST_PAUSE) < 0 ? part : LEAST_PAUSE;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isBefore(other) ? other : one;
  }
}
