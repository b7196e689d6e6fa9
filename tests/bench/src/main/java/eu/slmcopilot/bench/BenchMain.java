package eu.slmcopilot.bench;

import eu.slmcopilot.tls.CertificateDirectory;
import eu.slmcopilot.tls.CertificateNames;
import eu.slmcopilot.tls.KeptCertificate;
import eu.slmcopilot.tls.PrivateCa;
import eu.slmcopilot.tls.TlsException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the fronts in the same minutes and prints the table. */
@Command(
    name = "bench",
    description = "What our gateway costs, beside nginx, HAProxy and Caddy.",
    mixinStandardHelpOptions = true)
final class BenchMain implements Callable<Integer> {
  private static final int STARTS = 5;

  @Option(names = "--daemon", required = true, description = "The gateway's jar.")
  private Path daemon;

  @Option(names = "--java", required = true, description = "The Java that runs it.")
  private Path java;

  @Option(names = "--option", description = "For its virtual machine; may be given again.")
  private List<String> options = List.of();

  @Option(names = "--directory", required = true, description = "Where logs and results go.")
  private Path directory;

  @Option(names = "--rounds", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(names = "--front", split = ",", description = "Only these: ${COMPLETION-CANDIDATES}.")
  private Set<Kind> kinds = EnumSet.allOf(Kind.class);

  @Option(names = "--only", split = ",", description = "Only these: ${COMPLETION-CANDIDATES}.")
  private Set<Figure> figures = EnumSet.allOf(Figure.class);

  private BenchMain() {}

  /** Runs it. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new BenchMain())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Files.createDirectories(directory.resolve("tmp"));
    try (FakeEngine engine = new FakeEngine()) {
      Site site = new Site(
          directory.toAbsolutePath(),
          OurDaemon.layout(at(engine.port())).leaf().toAbsolutePath(),
          engine.port(),
          "bench-password");
      PrivateCa ca = certificate(site);
      Client client = new Client(site, ca::clientContext);
      Results results = new Results();
      measure(site, client, results, URI.create("http://127.0.0.1:" + engine.port()));
      System.out.println(results.table());
      Files.writeString(directory.resolve("result.txt"), results.table());
    }
    return 0;
  }

  private Site at(int enginePort) {
    return new Site(directory.toAbsolutePath(), directory, enginePort, "");
  }

  private void measure(Site site, Client client, Results results, URI engine) throws Exception {
    List<Front> fronts = new ArrayList<>();
    StreamLoad load = new StreamLoad(client.trust().get(), client.authorization());
    try {
      for (Kind kind : kinds) {
        if (kind.isInstalled()) {
          starts(kind, site, client, results);
          fronts.add(Front.start(kind, new OurDaemon(java, daemon, options), site));
        } else {
          System.out.println(kind + ": left out, its Debian package is not installed");
        }
      }
      for (Front front : fronts) {
        front.awaitListening();
        client.awaitOk(front.uri(), "/v1/models", System.nanoTime());
      }
      new Bench(load, client, engine, results).run(fronts, figures, rounds);
    } finally {
      fronts.forEach(Front::close);
    }
  }

  /** Several starts, because the first one reads the disk. */
  private void starts(Kind kind, Site site, Client client, Results results) throws Exception {
    for (int i = 0; i < STARTS && figures.contains(Figure.START); i++) {
      long since = System.nanoTime();
      try (Front front = Front.start(kind, new OurDaemon(java, daemon, options), site)) {
        front.awaitListening();
        results.add(Figure.START, kind, client.awaitOk(front.uri(), "/v1/models", since));
      }
    }
  }

  /** The daemon would make the same; the peers need it before. */
  private static PrivateCa certificate(Site site) throws IOException, TlsException {
    Path tls = site.pem().getParent();
    Files.createDirectories(tls);
    CertificateDirectory kept = CertificateDirectory.open(tls, Clock.systemUTC(), notice -> {});
    PrivateCa ca = PrivateCa.open(kept, "SLM-Copilot private CA", new SecureRandom());
    var unused = new KeptCertificate(kept, site.pem().getFileName().toString(), ca)
        .obtain(CertificateNames.of(List.of("localhost", "127.0.0.1")));
    return ca;
  }
}
