package eu.slmcopilot.validator.check;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** All checks, in the order in which they run. */
public final class Checks {
  /** The check that tells whether anybody is there at all. */
  public static final String REACHED = "tcp-connect";

  private Checks() {}

  /** Why nobody answers at the endpoint; empty when somebody does. */
  public static Optional<String> unreachable(Plan plan) throws IOException {
    try (Visit visit = new Visit(plan)) {
      Outcome outcome = new TcpConnect().run(visit);
      return outcome.status() == Status.FAILED ? Optional.of(outcome.detail()) : Optional.empty();
    }
  }

  /** A new one is a line here. */
  public static List<Check> all() {
    return List.of(
        new DnsName(),
        new TcpConnect(),
        new TlsVersion(),
        new TlsChain(),
        new TlsExpiry(),
        new TlsName(),
        new WeakTlsRefused(),
        new PlainRedirect(),
        new HealthOpen(),
        new Ready(),
        new NoCredentials(),
        new WrongCredentials(),
        new BasicAccepted(),
        new BearerAccepted(),
        new CorsHeaders(),
        new CorsPreflight(),
        new ErrorShape(),
        new ManagementHidden(),
        new MetricsGuarded(),
        new ModelList(),
        new ChatCompletion(),
        new ChatStreaming(),
        new ToolCall(),
        new Cancellation(),
        new ContextOverflow());
  }
}
