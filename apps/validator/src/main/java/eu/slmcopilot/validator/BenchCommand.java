package eu.slmcopilot.validator;

import eu.slmcopilot.openai.OpenAiException;
import eu.slmcopilot.validator.bench.Extent;
import eu.slmcopilot.validator.bench.Measurement;
import eu.slmcopilot.validator.check.Checks;
import eu.slmcopilot.validator.check.Plan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench ENDPOINT}. */
@Command(
    name = "bench",
    description = {
      "Measures time to first token against the prompt's length, tokens a second (prefill pp, decode tg),",
      "several clients at once, and what the prefix cache gains."
    },
    mixinStandardHelpOptions = true,
    versionProvider = ValidatorMain.Version.class,
    sortOptions = false,
    footer = {
      "",
      "Every prompt is new to the server; the network's way is part of every figure. The password comes",
      "from --password-file, from " + PasswordSource.VARIABLE + ", or is asked for on a terminal.",
      "Exit codes: 0 measured, 1 the endpoint refused or broke off, 2 wrong usage, 3 nobody answers there."
    })
final class BenchCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @SuppressWarnings("FieldCanBeFinal") // picocli fills it
  @Mixin
  private Target target = new Target();

  @Option(
      names = {"-p", "--prompt"},
      paramLabel = "TOKENS",
      split = ",",
      description = "lengths of prompts, default: ${DEFAULT-VALUE}",
      defaultValue = "64,256,1024")
  private List<Integer> prompts = List.of();

  @Option(
      names = {"-n", "--answer"},
      paramLabel = "TOKENS",
      description = "longest answer, default: ${DEFAULT-VALUE}")
  private int answer = 32;

  @Option(
      names = {"-r", "--repetitions"},
      paramLabel = "N",
      description = "how often each, default: ${DEFAULT-VALUE}")
  private int repetitions = 3;

  @Option(
      names = {"-c", "--clients"},
      paramLabel = "N",
      split = ",",
      description = "how many at once, default: ${DEFAULT-VALUE}",
      defaultValue = "2,4")
  private List<Integer> clients = List.of();

  @Option(names = "--json", description = "a result for programs")
  private boolean json;

  @Option(
      names = "--plot",
      paramLabel = "FILE",
      description = "also draw time to first token against length, as SVG")
  private Optional<Path> plot = Optional.empty();

  BenchCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    Plan plan;
    Extent extent;
    try {
      extent = new Extent(prompts, answer, repetitions, clients);
      plan = target.plan(surroundings, "", new PlainOptions(), false);
      // Before the measuring, that takes long: a file that cannot be written is told at once.
      if (plot.isPresent()) {
        Files.writeString(plot.get(), "");
      }
    } catch (UsageException | IllegalArgumentException e) {
      return ended(ExitCode.USAGE, e.getMessage());
    } catch (IOException e) {
      return ended(ExitCode.USAGE, "The file for --plot cannot be written: " + e);
    }
    try {
      Optional<String> silence = Checks.unreachable(plan);
      if (silence.isPresent()) {
        return ended(ExitCode.UNREACHABLE, silence.get());
      }
      tell(Measurement.of(plan, extent, RandomGenerator.getDefault(), this::progress));
      return ExitCode.PASSED;
    } catch (OpenAiException | IllegalStateException | IOException e) {
      return ended(ExitCode.FAILED, e.getMessage());
    }
  }

  private void tell(Measurement measured) throws IOException {
    if (json) {
      measured.json(surroundings.out());
    } else {
      measured.table(surroundings.out());
    }
    if (plot.isPresent()) {
      Files.writeString(plot.get(), measured.plot(), StandardCharsets.UTF_8);
    }
  }

  private void progress(String what) {
    surroundings.err().println(what);
    surroundings.err().flush();
  }

  private int ended(int code, String why) {
    surroundings.err().println(why);
    return code;
  }
}
