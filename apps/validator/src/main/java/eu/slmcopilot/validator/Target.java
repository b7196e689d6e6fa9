package eu.slmcopilot.validator;

import eu.slmcopilot.openai.Timeouts;
import eu.slmcopilot.openai.Trust;
import eu.slmcopilot.validator.check.Endpoint;
import eu.slmcopilot.validator.check.Login;
import eu.slmcopilot.validator.check.Plan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options that every command has: which endpoint, as whom, whom to believe. */
final class Target {

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
      names = "--timeout",
      paramLabel = "TIME",
      converter = DurationOption.class,
      description = "how long an answer may take to begin, default: 10m")
  private Optional<Duration> timeout = Optional.empty();

  /** Whom to believe: one of the two, or neither. */
  private static final class Certificates {
    @Option(names = "--ca", paramLabel = "FILE", description = "certificates of a private CA")
    private Optional<Path> ca = Optional.empty();

    @Option(names = "--insecure", description = "accept any certificate, with a note")
    private boolean insecure;
  }

  /**
   * What is to be visited.
   *
   * @param origin a web page's origin that the endpoint should allow
   * @param plain where plain HTTP is
   * @param requireTools whether a model that calls no tool fails
   * @throws UsageException when a file or the password is missing
   * @throws IllegalArgumentException when the endpoint or the password cannot be used
   */
  Plan plan(Surroundings surroundings, String origin, PlainOptions plain, boolean requireTools)
      throws UsageException {
    Endpoint where = Endpoint.parse(endpoint);
    Timeouts usual = Timeouts.defaults();
    return new Plan(
        where,
        new Login(user, PasswordSource.read(passwordFile, user, surroundings)),
        certificates.ca.isPresent() ? CertificateFile.read(certificates.ca.get()) : Trust.system(),
        certificates.insecure,
        model,
        origin,
        plain.side(where),
        requireTools,
        new Timeouts(usual.connect(), timeout.orElse(usual.firstToken()), usual.silence()),
        surroundings.clock());
  }
}
