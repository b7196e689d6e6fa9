package eu.slmcopilot.configure;

import eu.slmcopilot.appliance.CopilotVariable;
import eu.slmcopilot.appliance.Layout;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code slm-copilot password}: shows the password in force, or makes a new one. */
@Command(name = "password", description = "Shows or renews the password, which is the API key too.")
final class PasswordCommand {
  private static final String NONE = "There is no password yet: run 'slm-copilot configure' first.";

  private final SlmCopilotCommand top;

  @Spec
  private CommandSpec spec;

  PasswordCommand(SlmCopilotCommand top) {
    this.top = top;
  }

  @Command(name = "show", description = "Prints the password in force.")
  int show() throws IOException {
    Optional<String> password = passwords().current();
    if (password.isEmpty()) {
      spec.commandLine().getErr().println("slm-copilot: " + NONE);
      return 1;
    }
    spec.commandLine().getOut().println(password.get());
    return 0;
  }

  @Command(name = "rotate", description = "Puts a newly made password into force.")
  int rotate() throws IOException {
    Reporter reporter =
        new Reporter(spec.commandLine().getOut(), spec.commandLine().getErr(), top.log("password"));
    Layout layout = top.layout();
    if (passwords().current().isEmpty()) {
      return reporter.refused(NONE);
    }
    return top.tool().disk().alone(layout.lock(), () -> {
      if (!passwords().isGenerated()) {
        return reporter.refused("The password in force was not made here: change it in the"
            + " context, in " + CopilotVariable.PASSWORD.variable().name() + ".");
      }
      Plan plan = new Plan(layout, passwords().rotated(), List.of());
      new Applier(top.tool().disk(), top.tool().services().apply(layout), reporter).apply(plan);
      spec.commandLine().getOut().println("'slm-copilot password show' prints the new password.");
      return 0;
    });
  }

  private Passwords passwords() {
    Layout layout = top.layout();
    return new Passwords(layout, top.tool().disk(), top.tool().random());
  }
}
