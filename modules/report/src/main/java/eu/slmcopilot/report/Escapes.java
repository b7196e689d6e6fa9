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
        filter("word", Escapes::word),
        filter("code", Escapes::code),
        filter("cell", Escapes::cell),
        filter("line", Escapes::line),
        filter("yaml", Escapes::yaml),
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

  /** The same, bare where it means itself: easier on the eye of a person who copies it. */
  static String word(String value) {
    return value.matches("[A-Za-z0-9_./:@%+,][A-Za-z0-9_./:@%+,-]*") ? value : shell(value);
  }

  /** A code span of Markdown: the fence is longer than any run of backticks within. */
  static String code(String value) {
    String plain = oneLine(value);
    String fence = "`";
    while (plain.contains(fence)) {
      fence += "`";
    }
    // A space on both sides is taken off by the reader, so one that belongs to the value needs
    // another.
    boolean padded = plain.startsWith("`")
        || plain.endsWith("`")
        || (plain.startsWith(" ") && plain.endsWith(" ") && !plain.isBlank());
    String pad = padded ? " " : "";
    return fence + pad + plain + pad + fence;
  }

  /** A code span within a table, where a bar would end the cell. */
  static String cell(String value) {
    return code(value).replace("|", "\\|");
  }

  /** The value itself, in one line. */
  static String line(String value) {
    return oneLine(value);
  }

  /** A YAML scalar in double quotes: a JSON string, with what YAML does not print escaped as well. */
  static String yaml(String value) {
    StringBuilder scalar = new StringBuilder();
    json(value).chars().forEach(c -> {
      boolean unprintable =
          (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 || c == 0xfeff || c >= 0xfffe;
      if (unprintable) {
        scalar.append(String.format("\\u%04x", c));
      } else {
        scalar.append((char) c);
      }
    });
    return scalar.toString();
  }

  /** A JSON string with its quotes. */
  static String json(String value) {
    return JsonNodeFactory.instance.textNode(value).toString();
  }

  private static String oneLine(String value) {
    return value.replaceAll("[\\p{Cntrl}&&[^\t]]", " ");
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
