package eu.slmcopilot.validator;

import eu.slmcopilot.validator.check.About;
import eu.slmcopilot.validator.check.Check;
import eu.slmcopilot.validator.check.Result;
import eu.slmcopilot.validator.check.Status;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** An aligned table for a person, line by line as the checks are made. */
final class TableReport implements Report {
  private static final int MILLIS = 10;

  private final PrintWriter out;
  private final boolean colour;
  private final int name;
  private final int requirement;

  TableReport(PrintWriter out, List<Check> checks, boolean colour) {
    this.out = out;
    this.colour = colour;
    this.name = widest(checks, "CHECK", About::name);
    this.requirement = widest(checks, "REQUIREMENT", About::requirement);
  }

  @Override
  public void begin() {
    line("CHECK", "REQUIREMENT", "RESULT ", "TIME", "DETAIL");
  }

  @Override
  public void add(Result result) {
    String word = result.status().name().toLowerCase(Locale.ROOT);
    line(
        result.name(),
        result.requirement(),
        painted(String.format(Locale.ROOT, "%-7s", word), result.status()),
        result.status() == Status.SKIPPED ? "-" : result.millis() + " ms",
        result.detail());
    if (!result.remedy().isEmpty()) {
      out.println("  what to do: " + result.remedy());
    }
    out.flush();
  }

  @Override
  public void end(List<Result> results) {
    out.printf(
        Locale.ROOT,
        "%n%d checks: %d passed, %d failed, %d skipped%n",
        results.size(),
        count(results, Status.PASSED),
        count(results, Status.FAILED),
        count(results, Status.SKIPPED));
    out.flush();
  }

  private void line(String check, String id, String result, String time, String detail) {
    out.println(String.format(
            Locale.ROOT,
            "%-" + name + "s  %-" + requirement + "s  %s  %" + MILLIS + "s  %s",
            check,
            id,
            result,
            time,
            detail)
        .stripTrailing());
  }

  private String painted(String word, Status status) {
    if (!colour) {
      return word;
    }
    String code = switch (status) {
      case PASSED -> "32";
      case FAILED -> "31";
      case SKIPPED -> "33";
    };
    return "\u001b[" + code + "m" + word + "\u001b[0m";
  }

  private static long count(List<Result> results, Status status) {
    return results.stream().filter(result -> result.status() == status).count();
  }

  private static int widest(List<Check> checks, String head, Function<About, String> column) {
    return checks.stream()
        .mapToInt(check -> column.apply(check.about()).length())
        .reduce(head.length(), Math::max);
  }
}
