package eu.slmcopilot.configure;

import eu.slmcopilot.appliance.Layout;
import eu.slmcopilot.appliance.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code slm-copilot}: the options that all its commands have. */
@Command(
    name = "slm-copilot",
    description = "Configures the SLM-Copilot appliance.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = SlmCopilotCommand.Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:failed; nothing half-written", "2:wrong arguments"},
    synopsisSubcommandLabel = "COMMAND")
final class SlmCopilotCommand {
  private final Tool tool;

  @Option(
      names = "--root",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "The directory that stands for / (default: SLM_COPILOT_ROOT, else /).")
  private Path root;

  private SlmCopilotCommand(Tool tool) {
    this.tool = tool;
  }

  /** The command line with all its commands, ready to execute. */
  static CommandLine create(Tool tool) {
    SlmCopilotCommand top = new SlmCopilotCommand(tool);
    return new CommandLine(top)
        .addSubcommand(new ConfigureCommand(top))
        .addSubcommand(new BootstrapCommand(top))
        .addSubcommand(new StatusCommand(top))
        .addSubcommand(new ReportCommand(top))
        .addSubcommand(new AnnounceCommand(top))
        .addSubcommand(new ConnectCommand(top))
        .addSubcommand(new DoctorCommand(top))
        .addSubcommand(new VariablesCommand())
        .addSubcommand(new PasswordCommand(top))
        .addSubcommand(new AutoComplete.GenerateCompletion())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((failure, command, parsed) -> {
          String why = explained(failure);
          command.getErr().println("slm-copilot: " + why);
          top.logFailure(command.getCommandName(), why);
          return CommandLine.ExitCode.SOFTWARE;
        });
  }

  Tool tool() {
    return tool;
  }

  Layout layout() {
    return new Layout(
        (root == null ? tool.defaultRoot() : root).toAbsolutePath().normalize());
  }

  OperationLog log(String stage) {
    return new OperationLog(layout().log(), tool.clock(), stage);
  }

  private void logFailure(String stage, String why) {
    try {
      log(stage).error(why);
    } catch (UncheckedIOException e) {
      // The person at the terminal has been told, and there is no other place to say it.
    }
  }

  private static String explained(Exception failure) {
    Throwable cause = failure instanceof UncheckedIOException ? failure.getCause() : failure;
    if (cause instanceof AccessDeniedException denied) {
      return "no permission for " + denied.getFile() + "; run it as root, or give --root DIR.";
    }
    if (cause instanceof SettingsException) {
      return cause.getMessage();
    }
    return cause instanceof IOException ? "a file failed: " + cause : String.valueOf(cause);
  }

  /** The version in the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = SlmCopilotCommand.class.getPackage().getImplementationVersion();
      return new String[] {"slm-copilot " + (version == null ? "(unpackaged)" : version)};
    }
  }
}
