package eu.slmcopilot.tls.renewal;

import eu.slmcopilot.tls.CertificateDirectory;
import eu.slmcopilot.tls.CertificateNames;
import eu.slmcopilot.tls.KeyMaterial;
import eu.slmcopilot.tls.ServedCertificate;
import eu.slmcopilot.tls.TlsException;
import eu.slmcopilot.tls.acme.AcmeAuthority;
import eu.slmcopilot.tls.acme.AcmeCertificate;
import eu.slmcopilot.tls.acme.AcmeCertificate.Outcome;
import eu.slmcopilot.tls.acme.AcmeState;
import eu.slmcopilot.tls.acme.AlpnAnswers;
import eu.slmcopilot.tls.acme.HttpAnswers;
import eu.slmcopilot.tls.acme.RenewalSchedule;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/**
 * Serves a certificate from the first moment on and looks after it by itself: the private CA's at once, the owner's or an
 * authority's as soon as there is one, renewed in time, never with a gap. {@link #open} it, let the server listen with its
 * {@link #sslContext} and its {@link #answer}s, then {@link #start} it. Thread-safe; its threads end with the program.
 */
public final class CertificateRenewer implements AutoCloseable {
  private static final Duration LOOK_AFTER_LEAF = Duration.ofMinutes(1);

  private final CertificateDirectory directory;
  private final LocalLeaf localLeaf;
  private final Function<AcmeAuthority, AcmeCertificate> authorities;
  private final HttpAnswers http;
  private final ServedCertificate served;
  private final SSLContext context;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Daemons.named("certificate"));

  private CertificateWish wish = CertificateWish.PRIVATE_CA;
  private volatile Choice choice;
  private Optional<KeyMaterial> own = Optional.empty();
  private Optional<KeyMaterial> issued = Optional.empty();
  private Optional<AcmeState> asked = Optional.empty();
  private Optional<String> fault = Optional.empty();
  private Optional<AuthorityLoop> loop = Optional.empty();
  private boolean started;
  private String told = "";

  CertificateRenewer(
      CertificateDirectory directory,
      LocalLeaf localLeaf,
      Function<AcmeAuthority, AcmeCertificate> authorities,
      HttpAnswers http,
      AlpnAnswers alpn,
      KeyMaterial leaf) {
    this.directory = directory;
    this.localLeaf = localLeaf;
    this.authorities = authorities;
    this.http = http;
    this.choice = Choice.of(leaf, own, issued, now());
    this.served = new ServedCertificate(leaf);
    this.context = served.sslContext(AlpnAnswers.PROTOCOL, alpn);
  }

  /**
   * Makes or reads what to serve. The first handshake may come when this returns, which takes no network; nobody is asked
   * for another certificate before {@link #start}.
   *
   * @param directory keeps everything; its clock tells what is due
   * @param title the start of the private CA's common name
   * @param random makes keys and spreads renewals
   * @param trust what an authority's own TLS certificate must be trusted by; the JDK's default is right for public ones
   * @throws TlsException when the directory cannot be used
   */
  public static CertificateRenewer open(
      CertificateDirectory directory,
      String title,
      SecureRandom random,
      SSLContext trust,
      CertificateWish wish)
      throws TlsException {
    Authorities authorities = new Authorities(directory, trust, new RenewalSchedule(random));
    return open(directory, new LocalLeaf(directory, title, random), authorities, wish);
  }

  static CertificateRenewer open(
      CertificateDirectory directory, LocalLeaf leaf, Authorities authorities, CertificateWish wish)
      throws TlsException {
    KeyMaterial first = leaf.now(wish.names());
    CertificateRenewer renewer = new CertificateRenewer(
        directory, leaf, authorities::certificate, authorities.http(), authorities.alpn(), first);
    renewer.serve(wish, first);
    return renewer;
  }

  /**
   * Begins to look after the certificate. To be called when the server listens: an authority that is asked sooner finds
   * nobody who answers its challenges, takes that for a refusal, and must be left alone for minutes. Once is enough.
   */
  public synchronized void start() {
    if (started) {
      return;
    }
    started = true;
    long millis = LOOK_AFTER_LEAF.toMillis();
    var unused =
        timer.scheduleWithFixedDelay(this::lookAfterLeaf, millis, millis, TimeUnit.MILLISECONDS);
    loop.ifPresent(AuthorityLoop::start);
  }

  /**
   * Serves something else from now on. An order under way for another wish is broken off; for the same wish, nothing
   * changes but that the machine's names are looked at.
   *
   * @throws TlsException when the directory cannot be used; what was served before goes on
   */
  public void want(CertificateWish next) throws TlsException {
    // Outside the lock: this reads files and may ask a resolver.
    KeyMaterial leaf = localLeaf.now(next.names());
    serve(next, leaf);
  }

  private synchronized void serve(CertificateWish next, KeyMaterial leaf) {
    if (!next.equals(wish)) {
      loop.ifPresent(AuthorityLoop::close);
      loop = Optional.empty();
      issued = Optional.empty();
      asked = Optional.empty();
      wish = next;
      if (next.own().isEmpty() && !next.names().isEmpty()) {
        next.authority().ifPresent(this::ask);
      }
    }
    choose(leaf);
    if (started) {
      loop.ifPresent(AuthorityLoop::start);
    }
  }

  private void ask(AcmeAuthority authority) {
    CertificateNames names = CertificateNames.of(wish.names());
    AcmeCertificate certificate = authorities.apply(authority);
    try {
      certificate.askAgain(names);
      issued = certificate.kept(names);
      asked = Optional.of(certificate.state(names));
    } catch (TlsException e) {
      directory.notice("The authority's certificate cannot be read: " + e.getMessage());
    }
    loop = Optional.of(new AuthorityLoop(certificate, names, directory, this::accept));
  }

  private synchronized void accept(AuthorityLoop from, Outcome outcome) {
    if (loop.equals(Optional.of(from))) {
      issued = outcome.served();
      asked = Optional.of(outcome.state());
      choose(choice.leaf());
    }
  }

  private void lookAfterLeaf() {
    CertificateWish before = wish();
    try {
      KeyMaterial leaf = localLeaf.now(before.names());
      synchronized (this) {
        if (before.equals(wish)) {
          choose(leaf);
        }
      }
    } catch (TlsException | RuntimeException e) {
      directory.notice("The private CA's certificate cannot be looked after: " + e.getMessage());
    }
  }

  private synchronized CertificateWish wish() {
    return wish;
  }

  private void choose(KeyMaterial leaf) {
    own = Optional.empty();
    fault = Optional.empty();
    try {
      if (wish.own().isPresent()) {
        own = Optional.of(OwnCertificate.checked(wish.own().get(), wish.names(), now()));
      }
    } catch (TlsException e) {
      fault = Optional.of("The owner's certificate is not served: " + e.getMessage());
    }
    Choice next = Choice.of(leaf, own, issued, now());
    if (!next.equals(choice)) {
      choice = next;
      served.replace(next.material(), leaf);
    }
    String words = fault.map(text -> text + " ").orElse("") + choice.words();
    if (!words.equals(told)) {
      told = words;
      directory.notice(words);
    }
  }

  private Instant now() {
    return directory.clock().instant();
  }

  /** For the TLS listener: asks for the certificate at each handshake, and answers TLS-ALPN-01 (RFC 8737). */
  public SSLContext sslContext() {
    return context;
  }

  /**
   * For the plain port: what to answer below {@link HttpAnswers#PATH} (HTTP-01, RFC 8555 section 8.3).
   *
   * @return empty for a token that is not known
   */
  public Optional<String> answer(String token) {
    return http.answer(token);
  }

  /** What is shown to whom. */
  public ServedCertificate served() {
    return served;
  }

  /** All names and addresses that a certificate is served for. */
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>(CertificateNames.of(served.current().leaf()));
    names.addAll(CertificateNames.of(served.forOtherNames().leaf()));
    return names;
  }

  /** Whether somebody else than this machine vouches for what is served for the public names; never waits. */
  public boolean issuedPublicly() {
    return choice.issuedPublicly();
  }

  /** How things stand. */
  public synchronized CertificateStatus status() {
    return new CertificateStatus(
        choice.kind(),
        choice.material().expiry(),
        choice.issuedPublicly(),
        asked.map(AcmeState::renewals).orElse(0L),
        asked.map(AcmeState::refusals).orElse(0L),
        asked.flatMap(AcmeState::failure).map(AcmeState.Failure::at),
        fault.or(() -> asked.flatMap(AcmeState::problem)).or(this::idle));
  }

  private Optional<String> idle() {
    return loop.isPresent() && !started
        ? Optional.of("The authority is not asked yet: start() has not been called.")
        : Optional.empty();
  }

  /** Stops looking after it; what is served stays. */
  @Override
  public synchronized void close() {
    timer.shutdownNow();
    loop.ifPresent(AuthorityLoop::close);
    loop = Optional.empty();
  }
}
