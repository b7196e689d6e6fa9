package eu.slmcopilot.validator.bench;

import eu.slmcopilot.openai.OpenAiException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** All measurements of one endpoint, one after the other. */
final class Bench {
  private static final int FEW = 16;
  private static final int MANY = 96;

  private final Asking asking;
  private final Prompts prompts;
  private final Extent extent;
  private final Consumer<String> progress;

  Bench(Asking asking, Prompts prompts, Extent extent, Consumer<String> progress) {
    this.asking = asking;
    this.prompts = prompts;
    this.extent = extent;
    this.progress = progress;
  }

  /**
   * Measures.
   *
   * @throws OpenAiException when the endpoint refuses what it should not, or breaks off
   */
  List<Row> run() throws OpenAiException, InterruptedException {
    progress.accept("warming up");
    Sample few = asking.ask(prompts.words(FEW), 2);
    Sample many = asking.ask(prompts.words(MANY), 2);
    prompts.learn(FEW, few.promptTokens(), MANY, many.promptTokens());
    List<Row> rows = new ArrayList<>();
    for (int length : extent.promptTokens()) {
      lengths(length, rows);
    }
    int shortest = extent.promptTokens().get(0);
    for (int clients : extent.clients()) {
      String test = "pp" + shortest + "+tg" + extent.answerTokens() + " x " + clients;
      progress.accept(test);
      rows.add(together(test, clients, shortest));
    }
    return rows;
  }

  private void lengths(int length, List<Row> rows) throws OpenAiException {
    String test = "pp" + length + "+tg" + extent.answerTokens();
    List<Sample> fresh = new ArrayList<>();
    List<Sample> again = new ArrayList<>();
    for (int i = 1; i <= extent.repetitions(); i++) {
      progress.accept(test + ", " + i + " of " + extent.repetitions());
      String prompt = prompts.tokens(length);
      try {
        fresh.add(asking.ask(prompt, extent.answerTokens()));
        again.add(asking.ask(prompt, extent.answerTokens()));
      } catch (OpenAiException.BadRequest tooLong) {
        progress.accept(test + " left out: " + tooLong.getMessage());
        return;
      }
    }
    Row row = Row.length(test, fresh);
    rows.add(row);
    rows.add(Row.again(test, again, row.firstToken()));
  }

  private Row together(String test, int clients, int length)
      throws OpenAiException, InterruptedException {
    List<Callable<Sample>> all = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      String prompt = prompts.tokens(length);
      all.add(() -> asking.ask(prompt, extent.answerTokens()));
    }
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      long begin = asking.nanos().getAsLong();
      List<Sample> samples = new ArrayList<>();
      for (Future<Sample> one : threads.invokeAll(all)) {
        samples.add(one.get());
      }
      return Row.clients(test, samples, asking.nanos().getAsLong() - begin);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof OpenAiException refused) {
        throw refused;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }
}
