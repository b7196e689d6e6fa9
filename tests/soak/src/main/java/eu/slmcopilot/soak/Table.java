package eu.slmcopilot.soak;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.slmcopilot.soak.Day.Evening;
import eu.slmcopilot.soak.Front.Kind;
import eu.slmcopilot.soak.Reply.End;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The days side by side. */
final class Table {
  /** A heap that has grown to its size once is flat; more than this is a leak. */
  private static final long GROWTH_MIB = 40;

  private final Scale scale;
  private final Map<Kind, Evening> days = new EnumMap<>(Kind.class);

  Table(Scale scale) {
    this.scale = scale;
  }

  void add(Kind kind, Evening evening) {
    days.put(kind, evening);
  }

  private Map<String, Function<Evening, Number>> rows() {
    Map<String, Function<Evening, Number>> rows = new java.util.LinkedHashMap<>();
    rows.put("tasks finished or given up", day -> day.ledger().tasks());
    rows.put("tasks that got their answer", day -> day.ledger().achieved());
    rows.put("tasks stopped by the developer", day -> day.ledger().abandoned());
    rows.put("requests sent, retries too", day -> day.ledger().requests());
    for (End end : End.values()) {
      rows.put(
          "  " + end.name().toLowerCase(Locale.ROOT).replace('_', ' '),
          day -> day.ledger().count(end));
    }
    rows.put("first token p50, office s", day -> scale.office(day.ledger().firstToken(0.5)));
    rows.put("first token p95, office s", day -> scale.office(day.ledger().firstToken(0.95)));
    rows.put("engine at work, office s", Evening::busySeconds);
    rows.put("  of it for an answer somebody got", day -> day.ledger().usefulSeconds());
    rows.put("  wasted", day -> Math.max(0, day.busySeconds() - day.ledger().usefulSeconds()));
    rows.put("requests left in the engine", Evening::left);
    rows.put("memory after a fifth of the day, MiB", Evening::earlyMib);
    rows.put("memory in the evening, MiB", Evening::lateMib);
    return rows;
  }

  String text() {
    StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%n%-38s", ""));
    days.keySet()
        .forEach(kind ->
            text.append(String.format(Locale.ROOT, "%10s", kind.name().toLowerCase(Locale.ROOT))));
    rows().forEach((name, value) -> {
      text.append(String.format(Locale.ROOT, "%n%-38s", name));
      days.values()
          .forEach(day -> text.append(
              String.format(Locale.ROOT, "%10d", Math.round(value.apply(day).doubleValue()))));
    });
    return text.append(System.lineSeparator()).toString();
  }

  String json() {
    ObjectNode root = new ObjectMapper().createObjectNode();
    days.forEach((kind, day) -> {
      ObjectNode column = root.putObject(kind.name().toLowerCase(Locale.ROOT));
      rows().forEach((name, value) -> column.put(name.strip(), value.apply(day).doubleValue()));
    });
    return root.toPrettyString() + "\n";
  }

  /** What our gateway promises and did not keep. */
  List<String> brokenPromises() {
    List<String> broken = new ArrayList<>();
    Evening ours = days.get(Kind.OURS);
    if (ours == null) {
      return broken;
    }
    require(broken, ours.left() == 0, "a slot is still taken in the evening: " + ours.left());
    require(
        broken,
        ours.ledger().count(End.CUT) == 0,
        "requests were cut without a word: " + ours.ledger().count(End.CUT));
    require(
        broken,
        ours.ledger().count(End.SILENCE) == 0,
        "clients gave up over silence: " + ours.ledger().count(End.SILENCE));
    require(
        broken,
        ours.lateMib() - ours.earlyMib() <= GROWTH_MIB,
        "memory grew by " + (ours.lateMib() - ours.earlyMib()) + " MiB");
    return broken;
  }

  private static void require(List<String> broken, boolean kept, String otherwise) {
    if (!kept) {
      broken.add(otherwise);
    }
  }
}
