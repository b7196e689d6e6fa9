package eu.slmcopilot.context;

import java.util.List;
import java.util.Map;

/**
 * The values of a declaration's variables, and all that is wrong with them.
 *
 * <p>Ask {@link #hasErrors()} first: a variable with an error has no value. Immutable. {@link
 * #toString()} shows no values.
 */
public final class Values {
  private final Map<Variable, Object> values;
  private final Map<Variable, Boolean> given;
  private final List<Problem> problems;

  Values(Map<Variable, Object> values, Map<Variable, Boolean> given, List<Problem> problems) {
    this.values = Map.copyOf(values);
    this.given = Map.copyOf(given);
    this.problems = List.copyOf(problems);
  }

  /** Everything a person should know, errors and warnings, in the order of the declaration. */
  public List<Problem> problems() {
    return problems;
  }

  /** Whether anything cannot be used. */
  public boolean hasErrors() {
    return problems.stream().anyMatch(Problem::isError);
  }

  /** Whether the context gives the variable a value of its own, be it good or bad. */
  public boolean isGiven(Variable variable) {
    return given.getOrDefault(variable, false);
  }

  /** Whether the context gives the variable a good value of its own. */
  public boolean isUsable(Variable variable) {
    return isGiven(variable) && values.containsKey(variable);
  }

  /** A text; empty when unset and without default. Base64 comes decoded. */
  public String text(Variable variable) {
    return isAbsent(variable) ? "" : value(variable, String.class);
  }

  /** A whole number. */
  public int integer(Variable variable) {
    return value(variable, Integer.class);
  }

  /** A yes or no. */
  public boolean yes(Variable variable) {
    return value(variable, Boolean.class);
  }

  /** A list of texts; empty when unset and without default. */
  public List<String> list(Variable variable) {
    if (isAbsent(variable)) {
      return List.of();
    }
    List<?> list = value(variable, List.class);
    return list.stream().map(String::valueOf).toList();
  }

  private boolean isAbsent(Variable variable) {
    return !isGiven(variable) && variable.standard().isEmpty();
  }

  private <T> T value(Variable variable, Class<T> kind) {
    if (variable.type().valueClass() != kind) {
      throw new IllegalArgumentException(
          variable.name() + " is declared as " + variable.type().name());
    }
    Object value = values.get(variable);
    if (value == null) {
      throw new IllegalStateException(variable.name() + " has no usable value");
    }
    return kind.cast(value);
  }

  @Override
  public String toString() {
    return "Values" + problems;
  }
}
