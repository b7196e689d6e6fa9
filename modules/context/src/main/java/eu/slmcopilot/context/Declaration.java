package eu.slmcopilot.context;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The variables that an appliance understands.
 *
 * @param prefix what all their names begin with; a context variable that begins so, or nearly so,
 *     and is not declared is taken for a typing error
 * @param variables in the order in which a person should read them
 */
public record Declaration(String prefix, List<Variable> variables) {
  private static final int LONGEST_SHOWN = 60;
  private static final String ONE_ENV =
      "has one of the characters \" ` $ \\, which one-context writes unescaped into one_env:"
          + " OneGate and READY may fail. Choose a value without them.";

  /** Checks that every name begins with the prefix and stands once. */
  public Declaration {
    variables = List.copyOf(variables);
    List<String> names = variables.stream().map(Variable::name).toList();
    if (names.stream().distinct().count() != names.size()
        || !names.stream().allMatch(name -> name.startsWith(prefix))) {
      throw new IllegalArgumentException(
          "Every variable needs the prefix " + prefix + " and a name of its own: " + names);
    }
  }

  /** The values for one VM, with every problem found. An unset or empty variable is its default. */
  public Values read(Context context) {
    Map<Variable, Object> values = new HashMap<>();
    Map<Variable, Boolean> given = new HashMap<>();
    List<Problem> problems = new ArrayList<>(aboutUs(context.warnings()));
    for (Variable variable : variables) {
      Optional<byte[]> bytes = context.bytes(variable.name());
      Optional<String> text = bytes.map(Declaration::utf8);
      if (bytes.isPresent() && text.isEmpty()) {
        given.put(variable, true);
        problems.add(Problem.error(
            variable.name(),
            "has bytes that are not UTF-8, or were lost on the way under LC_ALL=C; expected "
                + variable.type().expected() + "."));
        continue;
      }
      String wanted = text.map(variable.type()::trimmed).orElse("");
      given.put(variable, !wanted.isEmpty());
      if (!wanted.isEmpty() || !variable.standard().isEmpty()) {
        Reading reading = variable.type().read(wanted.isEmpty() ? variable.standard() : wanted);
        judge(variable, wanted, reading, problems);
        if (!reading.isRefused()) {
          values.put(variable, reading.value());
        }
      }
      if (context.delivered() && wanted.matches("(?s).*[\"`$\\\\].*")) {
        problems.add(Problem.warning(variable.name(), ONE_ENV));
      }
    }
    problems.addAll(unknown(context));
    return new Values(values, given, problems);
  }

  private static void judge(
      Variable variable, String wanted, Reading reading, List<Problem> problems) {
    if (reading.isRefused()) {
      problems.add(Problem.error(
          variable.name(),
          (variable.secret() ? "the value " : shown(wanted) + " ") + reading.refusal()
              + "; expected " + variable.type().expected() + "."));
    } else if (!reading.warning().isEmpty()) {
      problems.add(Problem.warning(variable.name(), "the value " + reading.warning() + "."));
    }
  }

  /** Other people's variables are no business of this appliance. */
  private List<Problem> aboutUs(List<Problem> warnings) {
    return warnings.stream()
        .filter(warning -> warning.variable().isEmpty() || warning.variable().startsWith(prefix))
        .toList();
  }

  private List<Problem> unknown(Context context) {
    List<String> known = variables.stream().map(Variable::name).toList();
    List<Problem> problems = new ArrayList<>();
    for (String name : context.names()) {
      if (known.contains(name)) {
        continue;
      }
      boolean ours = name.toUpperCase(Locale.ROOT).startsWith(prefix);
      Optional<String> near = NearestName.of(name, known, ours ? 4 : 2);
      if (ours || near.isPresent()) {
        problems.add(Problem.warning(
            name,
            "is not a variable of this appliance and is ignored"
                + near.map(other -> "; did you mean " + other + "?").orElse(".")));
      }
    }
    return problems;
  }

  /** A value as a message shows it: one line, not too long, no control characters. */
  private static String shown(String text) {
    StringBuilder shown = new StringBuilder("\"");
    text.codePoints()
        .limit(LONGEST_SHOWN)
        .forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '\uFFFD' : c));
    boolean cut = text.codePointCount(0, text.length()) > LONGEST_SHOWN;
    return shown.append(cut ? "…\"" : "\"").toString();
  }

  /** The text, or null where bytes are no UTF-8 or were lost on their way here. */
  private static String utf8(byte[] bytes) {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      // A Java process under LC_ALL=C reads each such byte of its environment as U+FFFD.
      return text.indexOf('\uFFFD') < 0 ? text : null;
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
