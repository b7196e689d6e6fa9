package eu.slmcopilot.tls.acme;

import static java.util.stream.Collectors.joining;

import eu.slmcopilot.tls.acme.IssuanceException.Obstacle;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/**
 * What must not be forgotten by a restart: an appliance that crashes and comes back must not ask its authority each
 * time. It is kept as text in {@link AcmeCertificate#STATE}, for reports to read as well.
 *
 * @param request what was asked of whom; another request begins anew
 * @param next when to ask for a certificate again
 * @param look when to ask for the renewal window again
 * @param renewals how often a certificate was had
 * @param refusals how often there was none
 * @param failures how often it failed in a row
 * @param failure the last failure; stays when a later attempt did well
 */
public record AcmeState(
    String request,
    Instant next,
    Instant look,
    long renewals,
    long refusals,
    int failures,
    Optional<Failure> failure) {

  /**
   * A failed attempt.
   *
   * @param at when
   * @param obstacle what stood in the way
   * @param problem what was tried, what the authority answered, and what to do
   */
  public record Failure(Instant at, Obstacle obstacle, String problem) {}

  /** Nothing was asked yet; ask at once. */
  static AcmeState fresh(String request) {
    return new AcmeState(request, Instant.EPOCH, Instant.EPOCH, 0, 0, 0, Optional.empty());
  }

  /** Why there is no new certificate and when the next attempt is; empty when the last one did well. */
  public Optional<String> problem() {
    return failures == 0
        ? Optional.empty()
        : failure.map(last -> last.problem() + " Attempt " + failures
            + " in a row; the next one is on " + next + ".");
  }

  AcmeState renewed(Instant renewal, Instant nextLook) {
    return new AcmeState(request, renewal, nextLook, renewals + 1, refusals, 0, failure);
  }

  AcmeState planned(Instant renewal, Instant nextLook) {
    return new AcmeState(request, renewal, nextLook, renewals, refusals, failures, failure);
  }

  AcmeState failed(Failure now, Instant retry) {
    return new AcmeState(
        request, retry, look, renewals, refusals + 1, failures + 1, Optional.of(now));
  }

  String text() {
    Properties values = new Properties();
    values.setProperty("request", request);
    values.setProperty("next", next.toString());
    values.setProperty("look", look.toString());
    values.setProperty("renewals", Long.toString(renewals));
    values.setProperty("refusals", Long.toString(refusals));
    values.setProperty("failures", Integer.toString(failures));
    failure.ifPresent(last -> {
      values.setProperty("failed_at", last.at().toString());
      values.setProperty("obstacle", last.obstacle().name());
      values.setProperty("problem", last.problem());
    });
    StringWriter out = new StringWriter();
    try {
      values.store(out, null);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does no I/O", e);
    }
    // Without the date that the JDK puts first: the same state is the same text.
    return out.toString()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .sorted()
        .collect(joining("\n", "", "\n"));
  }

  /** The state in a text; empty when it makes no sense. */
  public static Optional<AcmeState> read(String text) {
    Properties values = new Properties();
    try {
      values.load(new StringReader(text));
      return Optional.of(new AcmeState(
          values.getProperty("request", ""),
          Instant.parse(values.getProperty("next", "")),
          Instant.parse(values.getProperty("look", "")),
          Long.parseLong(values.getProperty("renewals", "")),
          Long.parseLong(values.getProperty("refusals", "")),
          Integer.parseInt(values.getProperty("failures", "")),
          failureIn(values)));
    } catch (IOException | DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Failure> failureIn(Properties values) {
    String at = values.getProperty("failed_at");
    return at == null
        ? Optional.empty()
        : Optional.of(new Failure(
            Instant.parse(at),
            Obstacle.valueOf(values.getProperty("obstacle", "")),
            values.getProperty("problem", "")));
  }
}
