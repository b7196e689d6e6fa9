package eu.slmcopilot.validator;

import eu.slmcopilot.validator.check.Endpoint;
import eu.slmcopilot.validator.check.PlainSide;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where plain HTTP is, and where it leads. */
final class PlainOptions {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      description =
          "where plain HTTP should redirect, default: 80 when HTTPS is at 443, else not looked at")
  private Optional<Integer> port = Optional.empty();

  @Option(
      names = "--redirect-port",
      paramLabel = "PORT",
      description =
          "the HTTPS port it should lead to, default: the endpoint's; 443 where a router forwards another one to it")
  private Optional<Integer> target = Optional.empty();

  Optional<PlainSide> side(Endpoint endpoint) {
    return port.or(() -> endpoint.port() == HTTPS ? Optional.of(HTTP) : Optional.empty())
        .map(where -> new PlainSide(where, target.orElse(endpoint.port())));
  }
}
