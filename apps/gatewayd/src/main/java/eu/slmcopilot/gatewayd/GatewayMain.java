package eu.slmcopilot.gatewayd;

import eu.slmcopilot.appliance.Layout;
import eu.slmcopilot.appliance.SettingsException;
import eu.slmcopilot.gateway.GatewayStartException;
import eu.slmcopilot.tls.TlsException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
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
    version = "slm-copilot-gateway " + Daemon.VERSION,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:stopped as asked", "1:could not start", "2:wrong arguments"})
final class GatewayMain implements Callable<Integer> {
  @Option(
      names = "--root",
      paramLabel = "DIR",
      description = "The directory that stands for / (default: SLM_COPILOT_ROOT, else /).",
      defaultValue = "${env:SLM_COPILOT_ROOT:-/}")
  private Path root;

  // Below the 90 s after which systemd kills.
  @Option(
      names = "--drain",
      paramLabel = "SECONDS",
      description = "How long streams may take to end after SIGTERM (default: ${DEFAULT-VALUE}).",
      defaultValue = "60")
  private int drainSeconds;

  private GatewayMain() {}

  /** Runs the daemon. */
  public static void main(String[] args) {
    // The JDK asks before its first handshake: TLS 1.2 lets clients renegotiate, which costs them
    // little and us much.
    System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
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
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(daemon), "stop"));
    return 0;
  }

  private void stop(Daemon daemon) {
    try {
      daemon.drain(Duration.ofSeconds(drainSeconds));
    } catch (InterruptedException e) {
      daemon.close();
    }
    // To be told to stop is no failure, and the JVM's own end after a signal would say 143.
    Runtime.getRuntime().halt(0);
  }
}
