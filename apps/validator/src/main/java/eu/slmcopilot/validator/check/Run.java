package eu.slmcopilot.validator.check;

import eu.slmcopilot.openai.OpenAiException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Makes the checks of a plan, one after the other; for one thread. */
public final class Run {
  private final List<Check> checks;
  private final Consumer<Result> each;

  /**
   * Prepares.
   *
   * @param checks in their order
   * @param each is told each result as it comes
   */
  public Run(List<Check> checks, Consumer<Result> each) {
    this.checks = List.copyOf(checks);
    this.each = each;
  }

  /** Makes them; what fails is in the results. */
  public List<Result> of(Plan plan) {
    List<Result> results = new ArrayList<>();
    About broken = null;
    try (Visit visit = new Visit(plan)) {
      for (Check check : checks) {
        About about = check.about();
        boolean blocked = broken != null && about.layer().compareTo(broken.layer()) > 0;
        Result result = blocked ? skipped(about, broken) : made(check, visit, plan.login());
        if (broken == null && result.status() == Status.FAILED) {
          broken = about.layer().carriesTheRest() ? about : null;
        }
        results.add(result);
        each.accept(result);
      }
    }
    return List.copyOf(results);
  }

  private static Result skipped(About about, About broken) {
    return new Result(
        about.name(), about.requirement(), Status.SKIPPED, 0, broken.name() + " failed", "");
  }

  private static Result made(Check check, Visit visit, Login login) {
    long start = System.nanoTime();
    Outcome outcome;
    try {
      outcome = check.run(visit);
    } catch (IOException e) {
      outcome = Outcome.failed(e.getMessage() == null ? e.toString() : e.getMessage());
    } catch (OpenAiException e) {
      outcome = Outcome.failed(e.getMessage());
    }
    long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
    About about = check.about();
    return new Result(
        about.name(),
        about.requirement(),
        outcome.status(),
        millis,
        login.hideIn(outcome.detail()).strip().replaceAll("\\s+", " "),
        outcome.status() == Status.FAILED ? about.remedy() : "");
  }
}
