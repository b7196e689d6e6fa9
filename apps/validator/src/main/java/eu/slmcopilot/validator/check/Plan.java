package eu.slmcopilot.validator.check;

import eu.slmcopilot.openai.Timeouts;
import eu.slmcopilot.openai.Trust;
import java.time.Clock;
import java.util.Optional;

/**
 * What is to be checked, and how.
 *
 * @param endpoint where
 * @param login with which password
 * @param trust which certificates are believed
 * @param insecure whether a certificate that fails is accepted with a note; whatever is shown first is then pinned
 * @param model which model is asked; the first listed when empty
 * @param origin a web page's origin that the endpoint should allow
 * @param plain its plain HTTP; empty when it is not known where that is
 * @param requireTools whether a model that calls no tool fails
 * @param timeouts how long to wait
 * @param clock what a certificate's dates are compared with
 */
public record Plan(
    Endpoint endpoint,
    Login login,
    Trust trust,
    boolean insecure,
    Optional<String> model,
    String origin,
    Optional<PlainSide> plain,
    boolean requireTools,
    Timeouts timeouts,
    Clock clock) {}
