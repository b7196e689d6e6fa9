package eu.slmcopilot.tls.acme;

import eu.slmcopilot.tls.TlsException;
import eu.slmcopilot.tls.acme.IssuanceException.Obstacle;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Identifier;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Challenge;
import org.shredzone.acme4j.challenge.Http01Challenge;
import org.shredzone.acme4j.challenge.TlsAlpn01Challenge;
import org.shredzone.acme4j.exception.AcmeException;

/** Proves to an authority, name by name, that the names of an order are this machine's. */
final class ChallengeAnswers {
  private final HttpAnswers http;
  private final AlpnAnswers alpn;
  private final Clock clock;
  private final Duration patience;

  ChallengeAnswers(HttpAnswers http, AlpnAnswers alpn, Clock clock, Duration patience) {
    this.clock = clock;
    this.patience = patience;
    this.http = http;
    this.alpn = alpn;
  }

  void prove(Order order, ChallengeKind kind, URI directory) throws TlsException {
    List<Authorization> all = Step.taken("Reading the order", directory, order::getAuthorizations);
    for (Authorization authorization : all) {
      Identifier name = Step.taken("Reading the order", directory, authorization::getIdentifier);
      Step.taken("Proving " + name.getValue() + " by " + kind.words(), directory, () -> {
        if (authorization.getStatus() != Status.VALID) {
          prove(authorization, name, kind);
        }
        return name;
      });
    }
  }

  private void prove(Authorization authorization, Identifier name, ChallengeKind kind)
      throws AcmeException, InterruptedException, TlsException {
    Challenge challenge = find(authorization, kind);
    if (challenge == null) {
      throw new IssuanceException(
          Obstacle.PORT,
          "The authority does not offer " + kind.words() + " for " + name.getValue() + ".",
          null);
    }
    Runnable withdraw = offer(challenge, name);
    try {
      challenge.trigger();
      Status end = completed(authorization, name, kind);
      if (end != Status.VALID) {
        challenge.fetch();
        throw Refusals.ofChallenge(name.getValue(), kind, challenge.getError().orElse(null));
      }
    } finally {
      withdraw.run();
    }
  }

  private Status completed(Authorization authorization, Identifier name, ChallengeKind kind)
      throws AcmeException, TlsException, InterruptedException {
    try {
      return authorization.waitForCompletion(patience);
    } catch (AcmeException e) {
      if (!Refusals.isLate(e)) {
        throw e;
      }
      throw Refusals.late(
          "The authority's check of " + name.getValue() + " by " + kind.words(),
          authorization.getStatus(),
          patience,
          e);
    }
  }

  private static Challenge find(Authorization authorization, ChallengeKind kind) {
    return switch (kind) {
      case HTTP_01 -> authorization.findChallenge(Http01Challenge.class).orElse(null);
      case TLS_ALPN_01 -> authorization.findChallenge(TlsAlpn01Challenge.class).orElse(null);
    };
  }

  private Runnable offer(Challenge challenge, Identifier name) {
    if (challenge instanceof Http01Challenge byFile) {
      http.put(byFile.getToken(), byFile.getAuthorization());
      return () -> http.remove(byFile.getToken());
    }
    TlsAlpn01Challenge byCertificate = (TlsAlpn01Challenge) challenge;
    String serverName = ServerName.of(name);
    alpn.put(
        serverName,
        ValidationCertificate.of(name, byCertificate.getAcmeValidation(), clock.instant()));
    return () -> alpn.remove(serverName);
  }
}
