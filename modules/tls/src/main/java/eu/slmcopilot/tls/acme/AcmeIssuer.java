package eu.slmcopilot.tls.acme;

import static java.util.stream.Collectors.joining;

import eu.slmcopilot.tls.CertificateIssuer;
import eu.slmcopilot.tls.CertificateNames;
import eu.slmcopilot.tls.KeyMaterial;
import eu.slmcopilot.tls.TlsException;
import eu.slmcopilot.tls.acme.IssuanceException.Obstacle;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.shredzone.acme4j.Certificate;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Metadata;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.OrderBuilder;
import org.shredzone.acme4j.RenewalInfo;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.exception.AcmeException;

/**
 * Gets certificates from an authority by ACME (RFC 8555): HTTP-01 first, TLS-ALPN-01 when that did not work. Not for
 * use by several threads at once.
 */
public final class AcmeIssuer implements CertificateIssuer {
  /** How long one step may take; an authority under load lets orders wait. */
  private static final Duration STEP = Duration.ofMinutes(3);

  private final AcmeAuthority authority;
  private final AcmeAccount account;
  private final ChallengeAnswers answers;
  private final Duration patience;

  /**
   * An issuer; nothing is sent yet.
   *
   * @param account keeps the account's key
   * @param http serves HTTP-01 on port 80
   * @param alpn serves TLS-ALPN-01 on port 443
   * @param clock dates what proves a name
   */
  public AcmeIssuer(
      AcmeAuthority authority,
      AcmeAccount account,
      HttpAnswers http,
      AlpnAnswers alpn,
      Clock clock) {
    this(authority, account, http, alpn, clock, STEP);
  }

  AcmeIssuer(
      AcmeAuthority authority,
      AcmeAccount account,
      HttpAnswers http,
      AlpnAnswers alpn,
      Clock clock,
      Duration patience) {
    this.authority = authority;
    this.account = account;
    this.answers = new ChallengeAnswers(http, alpn, clock, patience);
    this.patience = patience;
  }

  /**
   * Orders a certificate and waits for it, a few minutes at most.
   *
   * @throws IssuanceException telling what the authority answered and what to do
   */
  @Override
  public KeyMaterial issue(CertificateNames names) throws TlsException {
    List<IssuanceException> failures = new ArrayList<>();
    for (ChallengeKind kind : ChallengeKind.values()) {
      try {
        return order(names, kind);
      } catch (IssuanceException e) {
        failures.add(e);
        account.signOut();
        if (e.obstacle() != Obstacle.PORT && e.obstacle() != Obstacle.NAME) {
          // Another way to prove the name would not help.
          break;
        }
      }
    }
    IssuanceException first = failures.get(0);
    Optional<Instant> wait =
        failures.stream().flatMap(e -> e.retryAfter().stream()).max(Instant::compareTo);
    throw new IssuanceException(
        first.obstacle(),
        failures.stream().map(IssuanceException::getMessage).collect(joining(" Then: ")),
        wait.orElse(null),
        first);
  }

  /** Whether it is no certificate that vouches for itself; what else an authority thinks of it, it tells by {@link #renewal}. */
  @Override
  public boolean recognises(KeyMaterial material) {
    X509Certificate leaf = material.leaf();
    return !leaf.getIssuerX500Principal().equals(leaf.getSubjectX500Principal());
  }

  /**
   * When the authority wants the certificate renewed (ACME Renewal Information, RFC 9773); empty where it does not say.
   *
   * @throws IssuanceException when it cannot be asked
   */
  public Optional<RenewalWindow> renewal(KeyMaterial material) throws TlsException {
    return step("Asking for the renewal window", () -> {
      if (account.directoryLacks("renewalInfo")) {
        return Optional.empty();
      }
      RenewalInfo info = account.login().bindRenewalInfo(material.leaf());
      info.fetch();
      return Optional.of(
          new RenewalWindow(info.getSuggestedWindowStart(), info.getSuggestedWindowEnd()));
    });
  }

  private KeyMaterial order(CertificateNames names, ChallengeKind kind) throws TlsException {
    Login login = step("Signing in", account::login);
    Order order = step("Ordering a certificate for " + names.texts(), () -> place(login, names));
    answers.prove(order, kind, authority.directory());
    KeyPair pair = FreshKey.pair();
    return step("Finishing the order", () -> {
      complete(order, pair);
      Certificate certificate = order.getCertificate();
      certificate.download();
      return IssuedChain.checked(pair.getPrivate(), certificate.getCertificateChain(), names);
    });
  }

  private void complete(Order order, KeyPair pair)
      throws AcmeException, TlsException, InterruptedException {
    String which = "The order at " + authority.directory();
    try {
      order.waitUntilReady(patience);
      order.execute(pair);
      if (order.waitForCompletion(patience) == Status.VALID) {
        return;
      }
    } catch (AcmeException e) {
      if (!Refusals.isLate(e)) {
        throw e;
      }
      throw Refusals.late(which, order.getStatus(), patience, e);
    }
    throw new IssuanceException(
        Obstacle.AUTHORITY,
        which + " did not end well: it is " + order.getStatus()
            + order.getError().map(problem -> ", " + problem).orElse("") + ".",
        null);
  }

  private Order place(Login login, CertificateNames names) throws AcmeException {
    OrderBuilder builder = login.newOrder();
    names.dns().forEach(builder::domain);
    names
        .addresses()
        .forEach(address -> builder.identifier(org.shredzone.acme4j.Identifier.ip(address)));
    Metadata offered = login.getSession().getMetadata();
    profile(names).filter(offered::isProfileAllowed).ifPresent(builder::profile);
    return builder.create();
  }

  /** Let's Encrypt issues for addresses in this profile only. */
  private Optional<String> profile(CertificateNames names) {
    return authority.profile().isEmpty() && !names.addresses().isEmpty()
        ? Optional.of("shortlived")
        : authority.profile();
  }

  private <T> T step(String title, Step<T> step) throws TlsException {
    return Step.taken(title, authority.directory(), step);
  }
}
