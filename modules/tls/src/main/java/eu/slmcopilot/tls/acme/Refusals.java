package eu.slmcopilot.tls.acme;

import eu.slmcopilot.tls.acme.IssuanceException.Obstacle;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeNetworkException;
import org.shredzone.acme4j.exception.AcmeProtocolException;
import org.shredzone.acme4j.exception.AcmeRateLimitedException;
import org.shredzone.acme4j.exception.AcmeServerException;
import org.shredzone.acme4j.exception.AcmeUserActionRequiredException;

/** Puts what an authority answers into words that a person can act on (error types of RFC 8555 section 6.7). */
final class Refusals {
  private static final String PREFIX = "urn:ietf:params:acme:error:";
  private static final int LONGEST_QUOTE = 120;

  private Refusals() {}

  /** The refusal of one challenge. */
  static IssuanceException ofChallenge(String name, ChallengeKind kind, Problem problem) {
    String said = words(problem);
    String tried = "The authority could not check " + name + " by " + kind.words() + ": " + said;
    return switch (type(problem)) {
      case "dns" ->
        new IssuanceException(
            Obstacle.NAME,
            tried + " Let the DNS name " + name + " point to this machine's public address.",
            null);
      case "caa" ->
        new IssuanceException(
            Obstacle.CAA,
            tried + " Allow the authority in the CAA record of " + name
                + ", or choose another one.",
            null);
      case "connection", "tls" ->
        new IssuanceException(
            Obstacle.PORT,
            tried + " Let the internet reach port " + kind.port() + " of this machine.",
            null);
      case "unauthorized", "incorrectResponse" ->
        new IssuanceException(
            Obstacle.NAME,
            tried + " Something else answered for " + name
                + ": does it point to this machine, and does port " + kind.port() + " reach it?",
            null);
      default -> new IssuanceException(Obstacle.AUTHORITY, tried, null);
    };
  }

  /** The failure of a step. */
  static IssuanceException of(String step, URI directory, AcmeException failure) {
    String tried = step + " at " + directory + " failed: ";
    if (interrupted(failure)) {
      Thread.currentThread().interrupt();
      return new IssuanceException(Obstacle.MACHINE, tried + "it was interrupted.", failure);
    }
    if (failure instanceof AcmeRateLimitedException limited) {
      String until = limited.getRetryAfter().map(when -> " until " + when).orElse("");
      return new IssuanceException(
          Obstacle.RATE_LIMIT,
          tried + "too many requests" + until + ". " + words(limited.getProblem())
              + " Nothing needs to be done but wait.",
          limited.getRetryAfter().orElse(null),
          failure);
    }
    if (failure instanceof AcmeUserActionRequiredException action) {
      return new IssuanceException(
          Obstacle.ACCOUNT,
          tried + words(action.getProblem())
              + " Its terms have changed and want a person to look at "
              + action.getInstance() + ".",
          failure);
    }
    if (failure instanceof AcmeServerException server) {
      return ofServer(tried, server);
    }
    if (failure instanceof AcmeNetworkException) {
      return new IssuanceException(
          Obstacle.AUTHORITY,
          tried + "it cannot be reached (" + failure.getCause()
              + "). Does this machine reach the internet, does its clock go right, and is the URL right?",
          failure);
    }
    return new IssuanceException(Obstacle.AUTHORITY, tried + failure.getMessage() + ".", failure);
  }

  /** An answer that follows no rule of ACME: another kind of server, or something on the way to it. */
  static IssuanceException ofNonsense(String step, URI directory, AcmeProtocolException failure) {
    String said = failure.getMessage().lines().findFirst().orElse("");
    return new IssuanceException(
        Obstacle.AUTHORITY,
        step + " at " + directory + " failed: what answers there does not speak ACME ("
            + said.substring(0, Math.min(said.length(), LONGEST_QUOTE))
            + "). Is this the URL of an ACME directory, and is no proxy or login page in the way?",
        failure);
  }

  /** Whether the ACME library itself gave up waiting: that has no class, everything that an authority said has. */
  static boolean isLate(AcmeException failure) {
    return failure.getClass() == AcmeException.class && !interrupted(failure);
  }

  /** What an authority was not done with after all the time it had. */
  static IssuanceException late(String what, Status now, Duration waited, AcmeException gaveUp) {
    return new IssuanceException(
        Obstacle.AUTHORITY,
        what + " was still " + now + " after " + waited.toSeconds()
            + " s. Nothing needs to be done: it is tried again later.",
        gaveUp);
  }

  /** The ACME library makes a failed call of it. */
  private static boolean interrupted(Throwable failure) {
    return failure != null
        && (failure instanceof InterruptedException || interrupted(failure.getCause()));
  }

  private static IssuanceException ofServer(String tried, AcmeServerException failure) {
    String said = tried + words(failure.getProblem());
    return switch (type(failure.getProblem())) {
      case "externalAccountRequired" ->
        new IssuanceException(
            Obstacle.ACCOUNT,
            said + " Set the key id and the HMAC key that the authority gives to its customers.",
            failure);
      case "rejectedIdentifier", "unsupportedIdentifier" ->
        new IssuanceException(
            Obstacle.NAME, said + " This authority does not issue for that name.", failure);
      case "caa" ->
        new IssuanceException(
            Obstacle.CAA, said + " Allow the authority in the CAA record of the name.", failure);
      case "invalidContact", "unsupportedContact", "invalidProfile", "unauthorized", "malformed" ->
        new IssuanceException(Obstacle.ACCOUNT, said, failure);
      default -> new IssuanceException(Obstacle.AUTHORITY, said, failure);
    };
  }

  private static String type(Problem problem) {
    String type = problem == null ? "" : problem.getType().toString();
    return type.startsWith(PREFIX)
        ? type.substring(PREFIX.length())
        : type.toLowerCase(Locale.ROOT);
  }

  private static String words(Problem problem) {
    if (problem == null) {
      return "no reason given.";
    }
    String detail = problem.getDetail().orElse(type(problem)).strip();
    return detail.endsWith(".") ? detail : detail + ".";
  }
}
