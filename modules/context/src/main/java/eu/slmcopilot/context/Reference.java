package eu.slmcopilot.context;

import static java.util.stream.Collectors.joining;

import java.util.Locale;
import java.util.function.Function;

/**
 * A declaration written out for people and for the marketplace.
 *
 * @param declaration what to write about
 */
public record Reference(Declaration declaration) {

  /** A text for a terminal: name, what it takes, default, help. */
  public String text() {
    return each(variable -> String.format(
        Locale.ROOT,
        "%s\n  %s\n  takes %s; %s\n",
        variable.name(),
        variable.help(),
        variable.type().expected(),
        variable.standard().isEmpty() ? "no default" : "default " + variable.standard()));
  }

  /** A Markdown table. */
  public String markdown() {
    return "| Variable | Type | Default | Meaning |\n| --- | --- | --- | --- |\n"
        + each(variable -> String.format(
            Locale.ROOT,
            "| `%s` | %s | %s | %s |\n",
            variable.name(),
            variable.type().name(),
            variable.standard().isEmpty() ? "" : "`" + variable.standard() + "`",
            variable.help()));
  }

  /**
   * The YAML map that the OpenNebula marketplace wants as {@code user_inputs}: {@code
   * O|type|description|options|default}, with the default in the fifth field, where it counts.
   */
  public String userInputs() {
    return "user_inputs:\n"
        + each(variable -> String.format(
            Locale.ROOT,
            "  %s: 'O|%s|%s||%s'\n",
            variable.name(),
            userInput(variable),
            variable.help().replace("'", "''"),
            variable.standard()));
  }

  /** A secret is typed blindly, unless that kind of input cannot be: text64 is a file or many lines. */
  private static String userInput(Variable variable) {
    String input = variable.type().userInput();
    return variable.secret() && input.equals("text") ? "password" : input;
  }

  private String each(Function<Variable, String> line) {
    return declaration.variables().stream().map(line).collect(joining());
  }
}
