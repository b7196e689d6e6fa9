package eu.slmcopilot.validator;

import eu.slmcopilot.validator.check.Check;
import eu.slmcopilot.validator.check.Checks;
import eu.slmcopilot.validator.check.Plan;
import eu.slmcopilot.validator.check.Readiness;
import eu.slmcopilot.validator.check.Result;
import eu.slmcopilot.validator.check.Run;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.xml.stream.XMLStreamException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code check ENDPOINT}. */
@Command(
    name = "check",
    description =
        "Checks HTTPS, authentication, health, CORS, models, chats, tools, limits, metrics.",
    mixinStandardHelpOptions = true,
    versionProvider = ValidatorMain.Version.class,
    sortOptions = false,
    footer = {
      "",
      "The password comes from --password-file, from " + PasswordSource.VARIABLE
          + ", or is asked for on a terminal.",
      "Exit codes: 0 none failed, 1 a check failed, 2 wrong usage, 3 nobody answers there."
    })
final class CheckCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @SuppressWarnings("FieldCanBeFinal") // picocli fills it
  @Mixin
  private Target target = new Target();

  @Option(
      names = "--origin",
      paramLabel = "URL",
      description = "a web page's origin that CORS should allow, default: ${DEFAULT-VALUE}")
  private String origin = "https://example.org";

  @SuppressWarnings("FieldCanBeFinal") // picocli fills it
  @Mixin
  private PlainOptions plain = new PlainOptions();

  @Option(names = "--require-tools", description = "a model that calls no tool is a failure")
  private boolean requireTools;

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      converter = DurationOption.class,
      description = "first wait for the model to be loaded, at most 30s, 20m, ...")
  private Optional<Duration> wait = Optional.empty();

  @Option(names = "--json", description = "a report for programs")
  private boolean json;

  @Option(names = "--junit", paramLabel = "FILE", description = "also write JUnit's XML, for CI")
  private Optional<Path> junit = Optional.empty();

  CheckCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Plan plan;
    try {
      plan = target.plan(surroundings, origin, plain, requireTools);
      // Before the checks, that may take long: a file that cannot be written is told at once.
      if (junit.isPresent()) {
        Files.writeString(junit.get(), "");
      }
    } catch (UsageException | IllegalArgumentException e) {
      return refused(e.getMessage());
    } catch (IOException e) {
      return refused("The file for --junit cannot be written: " + e);
    }
    wait.ifPresent(limit -> new ReadyWait(surroundings).until(limit, () -> Readiness.of(plan)));
    List<Check> checks = Checks.all();
    Report report = json
        ? new JsonReport(surroundings.out(), plan.endpoint())
        : new TableReport(surroundings.out(), checks, surroundings.colour());
    report.begin();
    List<Result> results = new Run(checks, report::add).of(plan);
    report.end(results);
    if (junit.isPresent() && !written(junit.get(), plan, results)) {
      return ExitCode.FAILED;
    }
    return ExitCode.of(results);
  }

  private boolean written(Path file, Plan plan, List<Result> results) {
    try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      JunitReport.write(out, plan.endpoint(), results);
      return true;
    } catch (IOException | XMLStreamException e) {
      surroundings.err().println("The file for --junit cannot be written: " + e);
      return false;
    }
  }

  private int refused(String reason) {
    surroundings.err().println(reason);
    return ExitCode.USAGE;
  }
}
