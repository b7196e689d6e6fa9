package eu.slmcopilot.validator.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The result for a person: columns as wide as they must be. */
final class BenchTable {
  private BenchTable() {}

  static void write(PrintWriter out, List<Row> rows) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of("TEST", "PROMPT", "FIRST TOKEN", "PREFILL", "DECODE", "TOGETHER", "NOTE"));
    for (Row row : rows) {
      lines.add(List.of(
          row.test(),
          String.valueOf(row.promptTokens()),
          row.firstToken().in("s"),
          row.prefill().in("t/s"),
          row.decode().in("t/s"),
          Double.isNaN(row.together().mean())
              ? "-"
              : String.format(Locale.ROOT, "%.1f t/s", row.together().mean()),
          row.note()));
    }
    for (List<String> line : lines) {
      StringBuilder text = new StringBuilder();
      for (int column = 0; column < line.size(); column++) {
        text.append(padded(line.get(column), width(lines, column))).append("  ");
      }
      out.println(text.toString().stripTrailing());
    }
    out.flush();
  }

  private static int width(List<List<String>> lines, int column) {
    return lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0);
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
