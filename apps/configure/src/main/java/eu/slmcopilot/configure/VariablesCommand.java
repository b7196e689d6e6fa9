package eu.slmcopilot.configure;

import eu.slmcopilot.appliance.CopilotVariable;
import eu.slmcopilot.context.Reference;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code slm-copilot variables}: the context variables, for people and for other files. */
@Command(name = "variables", description = "Shows the context variables and what they take.")
final class VariablesCommand implements Runnable {
  @Spec
  private CommandSpec spec;

  @ArgGroup
  private Form form;

  /** How they are written. */
  static final class Form {
    @Option(names = "--markdown", description = "As a Markdown table.")
    private boolean markdown;

    @Option(names = "--user-inputs", description = "As the marketplace's user_inputs in YAML.")
    private boolean userInputs;
  }

  @Override
  public void run() {
    Reference reference = new Reference(CopilotVariable.declaration());
    String text = form != null && form.markdown
        ? reference.markdown()
        : form != null && form.userInputs ? reference.userInputs() : reference.text();
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
  }
}
