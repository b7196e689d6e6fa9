package eu.slmcopilot.gatewayd;

import eu.slmcopilot.appliance.Layout;
import eu.slmcopilot.appliance.SettingsException;
import eu.slmcopilot.gateway.GatewayStartException;
import eu.slmcopilot.tls.TlsException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slm-copilot-gateway}: serves what the settings file says until it is told to stop. */
@Command(
    name = "slm-copilot-gateway",
    description = "Serves the copilot's API over TLS in front of the engine, until SIGTERM.",
    mixinStandardHelpOptions = true,
    version = "slm-copilot-gateway 0.1.0",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:stopped as asked", "1:could not start", "2:wrong arguments"})
final class GatewayMain implements Callable<Integer> {
  @Option(
      names = "--root",
      paramLabel = "DIR",
      description = "The directory that stands for / (default: SLM_COPILOT_ROOT, else /).",
      defaultValue = "${env:SLM_COPILOT_ROOT:-/}")
  private Path root;

  private GatewayMain() {}

  /** Runs the daemon. */
  public static void main(String[] args) {
    LogLine.install(ZoneId.systemDefault());
    CommandLine command = new CommandLine(new GatewayMain());
    command.setExecutionExceptionHandler((problem, line, parsed) -> {
      if (problem instanceof SettingsException
          || problem instanceof GatewayStartException
          || problem instanceof TlsException) {
        line.getErr().println("slm-copilot-gateway: " + problem.getMessage());
        return 1;
      }
      throw problem;
    });
    int status = command.execute(args);
    if (status != 0 || command.isUsageHelpRequested() || command.isVersionHelpRequested()) {
      System.exit(status);
    }
  }

  @Override
  public Integer call() throws TlsException {
    Daemon daemon =
        Daemon.start(new Layout(root.toAbsolutePath()), Clock.systemUTC(), new SecureRandom());
    Runtime.getRuntime().addShutdownHook(new Thread(daemon::close, "stop"));
    return 0;
  }
}
