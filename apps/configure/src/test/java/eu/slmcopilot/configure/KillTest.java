package eu.slmcopilot.configure;

import static org.assertj.core.api.Assertions.assertThat;

import eu.slmcopilot.configure.disk.Disk;
import eu.slmcopilot.configure.disk.RealDisk;
import eu.slmcopilot.configure.systemd.NoServices;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * [ONE-03] A configure that dies at any step of any write leaves every file whole, old or new, and
 * the next run ends where an undisturbed one would have.
 */
class KillTest {
  private static final int KILLED = 137;
  private static final String OLD = "ONEAPP_COPILOT_PASSWORD='the-old-password'\n";
  private static final String NEW = """
      ONEAPP_COPILOT_PASSWORD='the-new-password'
      ONEAPP_COPILOT_RATE_LIMIT='7'
      ONEAPP_COPILOT_ACME_EAB_KID='kid'
      ONEAPP_COPILOT_ACME_EAB_HMAC='aG1hYw'
      """;

  @TempDir
  Path directory;

  @Test
  void everyStepMayBeTheLast() throws Exception {
    Map<String, String> before = configured("before", OLD).tree();
    Map<String, String> after = configured("after", NEW).tree();
    Bench reference = configured("changed", OLD);
    reference.configure(NEW);
    assertThat(reference.tree()).isEqualTo(after);

    int steps = steps();
    assertThat(steps).as("steps of three files and the note of units").isGreaterThan(30);
    // In parallel for the wall clock only: each step has a root and a process of its own.
    IntStream.rangeClosed(1, steps).parallel().forEach(step -> {
      try {
        diesAt(step, before, after);
      } catch (Exception e) {
        throw new AssertionError("at step " + step, e);
      }
    });
  }

  @Test
  void runsAtTheSameTimeTakeTurns() throws Exception {
    Path root = Files.createDirectories(directory.resolve("together"));
    List<Process> runs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      runs.add(start(root, 0));
    }
    for (Process run : runs) {
      assertThat(run.waitFor()).isZero();
    }
    Bench bench = new Bench(root);
    assertThat(bench.password())
        .hasSize(16)
        .isEqualTo(Files.readString(bench.layout().generatedPassword()));
    assertThat(bench.log().lines().filter(line -> line.contains("written"))).hasSize(3);
  }

  private int steps() throws Exception {
    Bench bench = configured("counted", OLD);
    Files.writeString(bench.layout().context(), NEW);
    List<String> steps = new ArrayList<>();
    assertThat(configure(bench.layout().root(), new RealDisk(false, steps::add)))
        .isZero();
    return steps.size();
  }

  private void diesAt(int step, Map<String, String> before, Map<String, String> after)
      throws Exception {
    Bench bench = configured("step" + step, OLD);
    bench.actions();
    Files.writeString(bench.layout().context(), NEW);
    assertThat(child(bench.layout().root(), step))
        .as("the child at step %d", step)
        .isEqualTo(KILLED);
    Map<String, String> left = bench.tree();
    assertThat(left).containsKeys("etc/slm-copilot/settings.json", "var/lib/slm-copilot/password");
    left.forEach((path, content) -> {
      if (!path.contains("/.") && !path.endsWith("units.pending")) {
        assertThat(content).as(path).isIn(before.get(path), after.get(path));
      }
    });
    assertThat(bench.run("configure").code()).isZero();
    assertThat(bench.tree()).as("after step %d and another run", step).isEqualTo(after);
    // The note of units outlives the process: the gateway hears of it all the same.
    assertThat(bench.actions()).as("told after step %d", step).isNotEmpty();
  }

  private Bench configured(String name, String context) throws Exception {
    Bench bench = new Bench(Files.createDirectories(directory.resolve(name)));
    assertThat(bench.configure(context).code()).isZero();
    return bench;
  }

  private static int child(Path root, int step) throws Exception {
    return start(root, step).waitFor();
  }

  private static Process start(Path root, int step) throws IOException {
    return new ProcessBuilder(
            java().toString(),
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            DyingMain.class.getName(),
            root.toString(),
            "" + step)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /** Runs configure and is gone, without a farewell, just before the given step. */
  static final class DyingMain {
    private DyingMain() {}

    public static void main(String[] arguments) {
      int[] left = {Integer.parseInt(arguments[1])};
      RealDisk disk = new RealDisk(false, step -> {
        if (--left[0] == 0) {
          Runtime.getRuntime().halt(KILLED);
        }
      });
      System.exit(configure(Path.of(arguments[0]), disk));
    }
  }

  private static int configure(Path root, Disk disk) {
    Tool tool = new Tool(
        Map.of(),
        disk,
        Clock.systemUTC(),
        new SecureRandom(),
        layout -> new NoServices(),
        () -> new Machine(1 << 30, 1, 1),
        () -> "192.0.2.7",
        (listen, domain) -> GatewayProbe.Sighting.NOTHING,
        time -> {},
        (command, more) -> 0);
    return SlmCopilotCommand.create(tool)
        .setOut(new PrintWriter(new StringWriter()))
        .setErr(new PrintWriter(new StringWriter()))
        .execute("--root", root.toString(), "configure");
  }
}
