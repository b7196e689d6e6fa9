package eu.slmcopilot.configure;

import eu.slmcopilot.appliance.Layout;
import eu.slmcopilot.appliance.Wishes;
import eu.slmcopilot.configure.disk.Disk;
import eu.slmcopilot.configure.disk.Owner;
import eu.slmcopilot.configure.disk.WantedFile;
import eu.slmcopilot.context.Context;
import eu.slmcopilot.context.ContextSyntaxException;
import eu.slmcopilot.context.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code slm-copilot configure}: context to files, any number of times with the same result. */
@Command(
    name = "configure",
    description = "Writes the settings and secrets that the context asks for, where they differ.")
final class ConfigureCommand implements Callable<Integer> {
  private static final String CORRECT = "Correct the errors above and run it again.";

  private final SlmCopilotCommand top;

  @Spec
  private CommandSpec spec;

  @ArgGroup
  private Source source;

  @Option(names = "--dry-run", description = "Say what would be written, write nothing.")
  private boolean dryRun;

  @Mixin
  private final Place place = new Place();

  ConfigureCommand(SlmCopilotCommand top) {
    this.top = top;
  }

  /** Where the variables come from. */
  static final class Source {
    @Option(
        names = "--context",
        paramLabel = "FILE",
        description = "The context file (default: the one that one-context delivered below the"
            + " root, else the environment).")
    private Path file;

    @Option(names = "--environment", description = "Read the variables of the environment only.")
    private boolean environment;
  }

  @Override
  public Integer call() throws IOException {
    CommandLine command = spec.commandLine();
    place.check(command);
    Layout layout = top.layout();
    Reporter reporter =
        new Reporter(command.getOut(), command.getErr(), dryRun ? null : top.log("configure"));
    Wishes wishes;
    try {
      wishes = Wishes.in(context(layout));
    } catch (ContextSyntaxException e) {
      return reporter.refused("The context is not readable. " + e.getMessage() + ".");
    } catch (NoSuchFileException e) {
      return reporter.refused("There is no context file " + e.getFile() + ".");
    }
    wishes.problems().forEach(reporter::problem);
    if (wishes.refused() || !ownCertificateIsFit(wishes, reporter)) {
      return reporter.refused(CORRECT);
    }
    if (dryRun) {
      return converge(layout, wishes, reporter);
    }
    Disk disk = top.tool().disk();
    disk.makeDirectory(layout.lock().getParent(), "rwxr-x---", Owner.ROOT_FOR_SERVICE);
    return disk.alone(layout.lock(), () -> converge(layout, wishes, reporter));
  }

  private boolean ownCertificateIsFit(Wishes wishes, Reporter reporter) {
    Optional<Problem> problem = new OwnCertificateCheck(top.tool().clock()).problem(wishes);
    problem.ifPresent(reporter::problem);
    return problem.filter(Problem::isError).isEmpty();
  }

  private int converge(Layout layout, Wishes wishes, Reporter reporter) throws IOException {
    Tool tool = top.tool();
    List<WantedFile> engine = List.of();
    if (Files.isRegularFile(layout.weights())) {
      LocalAi localAi = LocalAi.of(
          layout,
          wishes,
          place.model(),
          Files.size(layout.weights()),
          tool.machine().read());
      localAi.problems().forEach(reporter::problem);
      if (localAi.problems().stream().anyMatch(Problem::isError)) {
        return reporter.refused(CORRECT);
      }
      engine = localAi.files();
    } else if (Files.isDirectory(layout.models())) {
      reporter.problem(Problem.warning(
          "", "There is no model at " + layout.weights() + "; LocalAI is not configured."));
    }
    Plan plan = Plan.of(
        layout,
        wishes,
        place.settings(wishes),
        new Passwords(layout, tool.disk(), tool.random()),
        engine);
    Applier applier = new Applier(tool.disk(), tool.services().apply(layout), reporter);
    if (dryRun) {
      applier.preview(plan);
    } else {
      applier.apply(plan);
    }
    return 0;
  }

  private Context context(Layout layout) throws IOException, ContextSyntaxException {
    if (source != null && source.file != null) {
      return Context.read(source.file);
    }
    boolean environmentOnly = source != null && source.environment;
    return !environmentOnly && Files.exists(layout.context())
        ? Context.read(layout.context())
        : Context.ofEnvironment(top.tool().environment());
  }
}
