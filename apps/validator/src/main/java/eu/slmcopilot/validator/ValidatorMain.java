package eu.slmcopilot.validator;

import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code slm-copilot-validator}: says whether an endpoint is really serving [BUILD-03]. */
@Command(
    name = "slm-copilot-validator",
    description = "Says whether an SLM-Copilot endpoint is really serving.",
    mixinStandardHelpOptions = true,
    versionProvider = ValidatorMain.Version.class,
    synopsisSubcommandLabel = "COMMAND")
public final class ValidatorMain {
  private ValidatorMain() {}

  /** Runs the command line and ends the process with 0 (all passed), 1 (failed), 2 (usage) or 3 (unreachable). */
  public static void main(String[] args) {
    Optional<Console> console = console();
    String noColor = System.getenv("NO_COLOR");
    Surroundings surroundings = new Surroundings(
        name -> Optional.ofNullable(System.getenv(name)),
        prompt -> console.map(c -> c.readPassword(prompt)).map(String::new),
        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        console.isPresent(),
        console.isPresent() && (noColor == null || noColor.isEmpty()),
        Clock.systemUTC());
    System.exit(commandLine(surroundings).execute(args));
  }

  // From Java 22 on, a console is there without a terminal unless the old one is asked for.
  @SuppressWarnings("SystemConsoleNull")
  private static Optional<Console> console() {
    System.setProperty("jdk.console", "java.base");
    return Optional.ofNullable(System.console());
  }

  static CommandLine commandLine(Surroundings surroundings) {
    return new CommandLine(new ValidatorMain())
        .addSubcommand(new CheckCommand(surroundings))
        .addSubcommand(new BenchCommand(surroundings))
        .setOut(surroundings.out())
        .setErr(surroundings.err())
        .setParameterExceptionHandler(ValidatorMain::explained)
        .setColorScheme(CommandLine.Help.defaultColorScheme(
            surroundings.colour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
  }

  /** The help of a command is a page; what was wrong would scroll away above it. */
  private static int explained(ParameterException failure, String... arguments) {
    CommandLine command = failure.getCommandLine();
    command.getErr().println(failure.getMessage());
    UnmatchedArgumentException.printSuggestions(failure, command.getErr());
    command.getErr().println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE;
  }

  /** The version in the jar's manifest. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = ValidatorMain.class.getPackage().getImplementationVersion();
      return new String[] {"slm-copilot-validator " + (version == null ? "(not packaged)" : version)
      };
    }
  }
}
