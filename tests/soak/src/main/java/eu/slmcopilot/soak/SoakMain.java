package eu.slmcopilot.soak;

import eu.slmcopilot.soak.Day.Evening;
import eu.slmcopilot.soak.Front.Kind;
import eu.slmcopilot.tls.CertificateDirectory;
import eu.slmcopilot.tls.CertificateNames;
import eu.slmcopilot.tls.KeptCertificate;
import eu.slmcopilot.tls.PrivateCa;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Spends the same day with each front and says what became of it; exit code 1 when ours broke a promise. */
@Command(
    name = "soak",
    description =
        "A day of a small team, scaled: our gateway, nginx and Caddy in front of one slow engine.",
    mixinStandardHelpOptions = true)
final class SoakMain implements Callable<Integer> {
  static final String PASSWORD = "soak-password";

  /**
   * What a 24B model does on 16 cores, 24 and 8.6 tokens an office second; each of our tokens stands for ten, so that
   * the real inference behind it keeps up on a small machine.
   */
  private static final double PREFILL = 2.4;

  private static final double DECODE = 0.86;

  @Option(names = "--engine", required = true, description = "The engine's jar.")
  private Path engineJar;

  @Option(names = "--directory", required = true, description = "Where logs and results go.")
  private Path directory;

  @Option(
      names = "--minutes",
      defaultValue = "4",
      description = "Length of a day (default: ${DEFAULT-VALUE}).")
  private double minutes;

  @Option(
      names = "--scale",
      defaultValue = "30",
      description = "Office seconds in one second (default: ${DEFAULT-VALUE}).")
  private double factor;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Another seed, another day (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--front", split = ",", description = "Only these: ours, nginx, caddy.")
  private List<Kind> fronts = List.of(Kind.values());

  private SoakMain() {}

  /** Runs it. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new SoakMain())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Files.createDirectories(directory.resolve("tmp"));
    Scale scale = new Scale(factor);
    CertificateDirectory kept =
        CertificateDirectory.open(directory.resolve("tls"), Clock.systemUTC(), notice -> {});
    PrivateCa ca = PrivateCa.open(kept, "Soak", new SecureRandom());
    var unused = new KeptCertificate(kept, "leaf.pem", ca)
        .obtain(CertificateNames.of(List.of("localhost", "127.0.0.1")));
    Table table = new Table(scale);
    for (Kind kind : fronts) {
      if (Front.isInstalled(kind)) {
        System.out.printf(
            "%s: a day of %.0f office minutes, in %.1f%n", kind, minutes * factor, minutes);
        table.add(kind, day(kind, scale, ca.clientContext()));
      } else {
        System.out.println(kind + ": skipped, its Debian package is not installed");
      }
    }
    System.out.println(table.text());
    Files.writeString(directory.resolve("result.json"), table.json());
    List<String> broken = table.brokenPromises();
    broken.forEach(promise -> System.out.println("BROKEN: " + promise));
    return broken.isEmpty() ? 0 : 1;
  }

  private Evening day(Kind kind, Scale scale, SSLContext tls) throws Exception {
    int port = freePort();
    Path pem = directory.resolve("tls/leaf.pem").toAbsolutePath();
    try (Engine engine = new Engine(
            engineJar,
            directory.resolve("engine.log"),
            freePort(),
            PREFILL * factor,
            DECODE * factor);
        Front front = Front.start(
            kind, new Front.Place(port, engine.port(), directory.toAbsolutePath(), pem, scale))) {
      await(engine::isReady);
      await(() -> listens(port));
      Ledger ledger = new Ledger(PREFILL, DECODE);
      return new Day(scale, Duration.ofMillis((long) (minutes * 60_000)), seed)
          .spend(engine, front, tls, port, ledger);
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > limit) {
        throw new IllegalStateException("not up after 60 s; the logs say why");
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
