package eu.slmcopilot.configure;

import eu.slmcopilot.appliance.Settings;
import eu.slmcopilot.appliance.Wishes;
import java.net.URI;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options for what is fixed in the image and free on a laptop. */
final class Place {
  @Option(
      names = "--listen",
      paramLabel = "ADDRESS",
      defaultValue = "::",
      description = "On a laptop: the address to listen on (default: ${DEFAULT-VALUE}, all).")
  private String address;

  @Option(
      names = "--https-port",
      paramLabel = "PORT",
      defaultValue = "443",
      description = "On a laptop: the TLS port (default: ${DEFAULT-VALUE}).")
  private int httpsPort;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      defaultValue = "80",
      description = "On a laptop: the plain port (default: ${DEFAULT-VALUE}).")
  private int httpPort;

  @Option(
      names = "--upstream",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080",
      description = "On a laptop: the engine's base URL (default: ${DEFAULT-VALUE}).")
  private URI upstream;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = "devstral-small-2",
      description = "On a laptop: the model's id (default: ${DEFAULT-VALUE}).")
  private String model;

  /** The model's id. */
  String model() {
    return model;
  }

  /**
   * Checks what picocli's types leave open.
   *
   * @throws ParameterException naming the option, as for any wrong argument
   */
  void check(CommandLine command) {
    require(command, isPort(httpsPort), "--https-port is " + httpsPort + ", not in 1 to 65535");
    require(command, isPort(httpPort), "--http-port is " + httpPort + ", not in 1 to 65535");
    require(command, httpPort != httpsPort, "--http-port and --https-port are the same");
    boolean web = upstream.getHost() != null
        && List.of("http", "https").contains(String.valueOf(upstream.getScheme()));
    require(command, web, "--upstream is " + upstream + ", not an http or https URL with a host");
  }

  private static boolean isPort(int port) {
    return port >= 1 && port <= 65535;
  }

  private static void require(CommandLine command, boolean fine, String otherwise) {
    if (!fine) {
      throw new ParameterException(command, otherwise + ".");
    }
  }

  /** The settings for this place. */
  Settings settings(Wishes wishes) {
    return wishes.settings(new Settings.Listen(address, httpsPort, httpPort), upstream, model);
  }
}
