package eu.slmcopilot.validator.check;

import java.util.List;

/** All checks, in the order in which they run. */
public final class Checks {
  private Checks() {}

  /** A new one is a line here. */
  public static List<Check> all() {
    return List.of(
        new TcpConnect(),
        new TlsVersion(),
        new TlsChain(),
        new TlsExpiry(),
        new TlsName(),
        new HealthOpen(),
        new Ready(),
        new NoCredentials(),
        new WrongCredentials(),
        new BasicAccepted(),
        new BearerAccepted(),
        new CorsHeaders(),
        new CorsPreflight(),
        new ManagementHidden(),
        new ModelList(),
        new ChatCompletion(),
        new ChatStreaming());
  }
}
