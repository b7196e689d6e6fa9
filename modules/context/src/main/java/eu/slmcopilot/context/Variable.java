package eu.slmcopilot.context;

import java.util.Objects;

/**
 * The declaration of one variable.
 *
 * @param name its name, as in the context
 * @param type what it must look like
 * @param standard the text that counts when it is unset or empty; empty where there is none
 * @param secret whether its value may never be shown
 * @param help one line for a person, without the character {@code |}
 */
public record Variable(String name, Type type, String standard, boolean secret, String help) {

  /** Checks the declaration itself, so that a wrong default never leaves the developer's desk. */
  public Variable {
    Objects.requireNonNull(type, "type");
    if (!name.matches("[A-Z][A-Z0-9_]*")) {
      throw new IllegalArgumentException("Not a context variable's name: " + name);
    }
    if (help.isBlank() || help.matches("(?s).*[|\\r\\n].*")) {
      throw new IllegalArgumentException(name + ": the help must be one line without |");
    }
    if (!standard.isEmpty() && type.read(standard).isRefused()) {
      throw new IllegalArgumentException(
          name + ": the default " + standard + " " + type.read(standard).refusal());
    }
  }
}
