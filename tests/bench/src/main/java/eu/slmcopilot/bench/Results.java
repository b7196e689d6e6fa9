package eu.slmcopilot.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Every measurement, and the table of their medians and ranges. */
final class Results {
  private final Map<Figure, Map<Kind, List<Double>>> values = new EnumMap<>(Figure.class);

  void add(Figure figure, Kind kind, double value) {
    values
        .computeIfAbsent(figure, unused -> new EnumMap<>(Kind.class))
        .computeIfAbsent(kind, unused -> new ArrayList<>())
        .add(value);
  }

  static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /** The smallest value that at least this share of all does not exceed (nearest rank); NaN of none. */
  static double percentile(long[] values, double share) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted.length == 0
        ? Double.NaN
        : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }

  /** One line a figure: median and range of each front, and ours in ratio to each peer. */
  String table() {
    StringBuilder text = new StringBuilder();
    text.append(line("", Kind.values())).append('\n');
    values.forEach((figure, byKind) -> {
      text.append(String.format(
          Locale.ROOT, "%-46s", figure.label + (figure.unit.isEmpty() ? "" : ", " + figure.unit)));
      for (Kind kind : Kind.values()) {
        text.append(String.format(Locale.ROOT, "%18s", cell(byKind.get(kind))));
      }
      text.append("  ").append(ratios(byKind)).append('\n');
    });
    return text.toString();
  }

  private static String line(String first, Kind... kinds) {
    StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%-46s", first));
    for (Kind kind : kinds) {
      text.append(String.format(Locale.ROOT, "%18s", kind.name().toLowerCase(Locale.ROOT)));
    }
    return text + "  ours in ratio to nginx, haproxy, caddy";
  }

  private static String cell(List<Double> some) {
    if (some == null) {
      return "-";
    }
    double low = some.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    double high = some.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    return some.size() == 1
        ? String.format(Locale.ROOT, "%.0f", low)
        : String.format(Locale.ROOT, "%.0f (%.0f-%.0f)", median(some), low, high);
  }

  private static String ratios(Map<Kind, List<Double>> byKind) {
    List<Double> ours = byKind.get(Kind.OURS);
    StringBuilder text = new StringBuilder();
    for (Kind peer : List.of(Kind.NGINX, Kind.HAPROXY, Kind.CADDY)) {
      List<Double> theirs = byKind.get(peer);
      boolean known = ours != null && theirs != null && median(theirs) > 0;
      text.append(
          known
              ? String.format(Locale.ROOT, "%8.2f", median(ours) / median(theirs))
              : String.format(Locale.ROOT, "%8s", "-"));
    }
    return text.toString();
  }
}
