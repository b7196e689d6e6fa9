package eu.slmcopilot.tls.renewal;

import eu.slmcopilot.tls.CertificateDirectory;
import eu.slmcopilot.tls.CertificateNames;
import eu.slmcopilot.tls.TlsException;
import eu.slmcopilot.tls.acme.AcmeCertificate;
import eu.slmcopilot.tls.acme.AcmeCertificate.Outcome;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/** Looks after one authority's certificate in a thread of its own, for an authority may take minutes to answer. */
final class AuthorityLoop implements AutoCloseable {
  // What is planned for a time may come sooner or later than that: clocks are set, machines sleep.
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final AcmeCertificate certificate;
  private final CertificateNames names;
  private final CertificateDirectory directory;
  private final BiConsumer<AuthorityLoop, Outcome> told;
  private final AtomicBoolean started = new AtomicBoolean();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Daemons.named("certificate-authority"));

  AuthorityLoop(
      AcmeCertificate certificate,
      CertificateNames names,
      CertificateDirectory directory,
      BiConsumer<AuthorityLoop, Outcome> told) {
    this.certificate = certificate;
    this.names = names;
    this.directory = directory;
    this.told = told;
  }

  /** Begins, once. */
  void start() {
    if (started.compareAndSet(false, true)) {
      again(Duration.ZERO);
    }
  }

  private void ask() {
    Duration pause = LONGEST_PAUSE;
    try {
      Outcome outcome = certificate.maintain(names);
      told.accept(this, outcome);
      pause = Duration.between(directory.clock().instant(), outcome.next());
    } catch (TlsException | RuntimeException e) {
      if (!thread.isShutdown()) {
        directory.notice(
            "The certificate of the authority cannot be looked after: " + e.getMessage());
      }
    }
    again(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
  }

  private void again(Duration pause) {
    try {
      var unused = thread.schedule(this::ask, pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      // Nothing is to be done any more.
    }
  }

  /** Breaks off what is under way. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
