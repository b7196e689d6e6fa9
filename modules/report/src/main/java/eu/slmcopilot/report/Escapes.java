package eu.slmcopilot.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.filter.Filter;
import java.util.List;
import java.util.function.UnaryOperator;

/** Values escaped for the format they stand in: the filters of the templates. */
final class Escapes {
  private Escapes() {}

  /** All of them. */
  static List<Filter> filters() {
    return List.of(
        filter("ini", Escapes::ini),
        filter("shell", Escapes::shell),
        filter("code", Escapes::code),
        filter("json_text", Escapes::json));
  }

  /**
   * A value of an INI file: as it is where every reader agrees on it, else in double quotes with
   * backslash escapes, as git's configuration has it.
   */
  static String ini(String value) {
    String plain = oneLine(value);
    boolean delicate = plain.isEmpty()
        || !plain.strip().equals(plain)
        || plain.chars().anyMatch(c -> "\"\\;#".indexOf(c) >= 0);
    return delicate ? "\"" + plain.replace("\\", "\\\\").replace("\"", "\\\"") + "\"" : plain;
  }

  /** One word of a POSIX shell. */
  static String shell(String value) {
    return "'" + value.replace("'", "'\\''") + "'";
  }

  /** A code span of Markdown: the fence is longer than any run of backticks within. */
  static String code(String value) {
    String plain = oneLine(value);
    String fence = "`";
    while (plain.contains(fence)) {
      fence += "`";
    }
    String pad = plain.startsWith("`") || plain.endsWith("`") ? " " : "";
    return fence + pad + plain.replace("|", "\\|") + pad + fence;
  }

  /** A JSON string with its quotes. */
  static String json(String value) {
    return JsonNodeFactory.instance.textNode(value).toString();
  }

  private static String oneLine(String value) {
    return value.replaceAll("\\p{Cntrl}", " ");
  }

  private static Filter filter(String name, UnaryOperator<String> escape) {
    return new Filter() {
      @Override
      public String getName() {
        return name;
      }

      @Override
      public Object filter(Object value, JinjavaInterpreter interpreter, String... arguments) {
        return escape.apply(String.valueOf(value));
      }
    };
  }
}
