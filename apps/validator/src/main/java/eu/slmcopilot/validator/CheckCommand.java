package eu.slmcopilot.validator;

import eu.slmcopilot.openai.Timeouts;
import eu.slmcopilot.openai.Trust;
import eu.slmcopilot.validator.check.Check;
import eu.slmcopilot.validator.check.Checks;
import eu.slmcopilot.validator.check.Endpoint;
import eu.slmcopilot.validator.check.Login;
import eu.slmcopilot.validator.check.Plan;
import eu.slmcopilot.validator.check.Readiness;
import eu.slmcopilot.validator.check.Result;
import eu.slmcopilot.validator.check.Run;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code check ENDPOINT}. */
@Command(
    name = "check",
    description = "Checks HTTPS, authentication, health, CORS, models, a chat and a streamed chat.",
    mixinStandardHelpOptions = true,
    versionProvider = ValidatorMain.Version.class,
    sortOptions = false,
    footer = {
      "",
      "The password comes from --password-file, from " + PasswordSource.VARIABLE
          + ", or is asked for on a terminal.",
      "Exit codes: 0 all passed, 1 a check failed, 2 wrong usage, 3 nobody answers there."
    })
final class CheckCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "ENDPOINT", description = "https://host[:port] or host[:port]")
  private String endpoint;

  @Option(names = "--user", paramLabel = "NAME", description = "default: ${DEFAULT-VALUE}")
  private String user = "copilot";

  @Option(names = "--password-file", paramLabel = "FILE", description = "has the password")
  private Optional<Path> passwordFile = Optional.empty();

  @SuppressWarnings("FieldCanBeFinal") // picocli puts a new one here
  @ArgGroup
  private Certificates certificates = new Certificates();

  @Option(names = "--model", paramLabel = "ID", description = "default: the first that is listed")
  private Optional<String> model = Optional.empty();

  @Option(
      names = "--origin",
      paramLabel = "URL",
      description = "a web page's origin that CORS should allow, default: ${DEFAULT-VALUE}")
  private String origin = "https://example.org";

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      converter = DurationOption.class,
      description = "first wait for the model to be loaded, at most 30s, 20m, ...")
  private Optional<Duration> wait = Optional.empty();

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = DurationOption.class,
      description = "how long an answer may take to begin, default: 10m")
  private Optional<Duration> timeout = Optional.empty();

  @Option(names = "--json", description = "a report for programs")
  private boolean json;

  /** Whom to believe: one of the two, or neither. */
  private static final class Certificates {
    @Option(names = "--ca", paramLabel = "FILE", description = "certificates of a private CA")
    private Optional<Path> ca = Optional.empty();

    @Option(names = "--insecure", description = "accept any certificate, with a note")
    private boolean insecure;
  }

  CheckCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Plan plan;
    try {
      plan = plan();
    } catch (UsageException | IllegalArgumentException e) {
      surroundings.err().println(e.getMessage());
      return ExitCode.USAGE;
    }
    wait.ifPresent(limit -> new ReadyWait(surroundings).until(limit, () -> Readiness.of(plan)));
    List<Check> checks = Checks.all();
    Report report = json
        ? new JsonReport(surroundings.out(), plan.endpoint())
        : new TableReport(surroundings.out(), checks, surroundings.colour());
    report.begin();
    List<Result> results = new Run(checks, report::add).of(plan);
    report.end(results);
    return ExitCode.of(results);
  }

  private Plan plan() throws UsageException {
    Endpoint where = Endpoint.parse(endpoint);
    Timeouts usual = Timeouts.defaults();
    return new Plan(
        where,
        new Login(user, PasswordSource.read(passwordFile, user, surroundings)),
        certificates.ca.isPresent() ? CertificateFile.read(certificates.ca.get()) : Trust.system(),
        certificates.insecure,
        model,
        origin,
        new Timeouts(usual.connect(), timeout.orElse(usual.firstToken()), usual.silence()),
        surroundings.clock());
  }
}
