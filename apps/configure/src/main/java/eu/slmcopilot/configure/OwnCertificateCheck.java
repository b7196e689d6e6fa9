package eu.slmcopilot.configure;

import static eu.slmcopilot.appliance.CopilotVariable.DOMAIN;
import static eu.slmcopilot.appliance.CopilotVariable.TLS_CERT;

import eu.slmcopilot.appliance.Wishes;
import eu.slmcopilot.context.Problem;
import eu.slmcopilot.tls.KeyMaterial;
import eu.slmcopilot.tls.TlsException;
import eu.slmcopilot.tls.renewal.OwnCertificate;
import eu.slmcopilot.tls.renewal.OwnPem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Would the gateway serve the certificate that the owner brings? Asked before it is written anywhere [SEC-01]. */
record OwnCertificateCheck(Clock clock) {
  private static final Duration SOON = Duration.ofDays(14);

  /** An error when it would not, a warning when that ends soon; empty when all is well or there is none. */
  Optional<Problem> problem(Wishes wishes) {
    if (wishes.ownCertificate().isEmpty() || wishes.ownKey().isEmpty()) {
      return Optional.empty();
    }
    String variable = TLS_CERT.variable().name();
    Instant now = clock.instant();
    try {
      KeyMaterial material = OwnCertificate.checked(
          new OwnPem(wishes.ownCertificate().get(), wishes.ownKey().get()),
          wishes.domain().map(List::of).orElse(List.of()),
          now);
      return now.plus(SOON).isAfter(material.expiry())
          ? Optional.of(Problem.warning(
              variable, "ends on " + material.expiry() + "; bring the next one before that."))
          : Optional.empty();
    } catch (TlsException e) {
      return Optional.of(Problem.error(
          variable,
          "with its key is refused: " + e.getMessage() + " Expected: the chain that fits "
              + DOMAIN.variable().name() + ", the server's certificate first, and its key."));
    }
  }
}
