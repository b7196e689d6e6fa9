package eu.slmcopilot.validator.bench;

import eu.slmcopilot.openai.OpenAiException;
import eu.slmcopilot.validator.check.Plan;
import eu.slmcopilot.validator.check.Visit;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** What was measured, and the forms in which it is told. */
public final class Measurement {
  private final URI endpoint;
  private final String model;
  private final List<Row> rows;

  private Measurement(URI endpoint, String model, List<Row> rows) {
    this.endpoint = endpoint;
    this.model = model;
    this.rows = rows;
  }

  /**
   * Measures an endpoint; takes as long as its engine needs.
   *
   * @param progress told what is under way
   * @throws OpenAiException when it refuses or breaks off
   * @throws IOException when it cannot be reached, or lists no model
   */
  public static Measurement of(
      Plan plan, Extent extent, RandomGenerator random, Consumer<String> progress)
      throws OpenAiException, IOException, InterruptedException {
    try (Visit visit = new Visit(plan)) {
      Asking asking = new Asking(visit.client(), visit.model(), System::nanoTime);
      List<Row> rows = new Bench(asking, new Prompts(random), extent, progress).run();
      return new Measurement(plan.endpoint().base(), visit.model(), rows);
    }
  }

  /** An aligned table for a person. */
  public void table(PrintWriter out) {
    out.println(model + " at " + endpoint);
    BenchTable.write(out, rows);
  }

  /** One object for programs. */
  public void json(PrintWriter out) {
    BenchJson.write(out, endpoint, model, rows);
  }

  /** Time to first token against the prompt's length, as SVG. */
  public String plot() {
    return Plot.svg(model, rows);
  }
}
