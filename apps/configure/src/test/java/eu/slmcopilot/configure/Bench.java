package eu.slmcopilot.configure;

import eu.slmcopilot.appliance.Layout;
import eu.slmcopilot.configure.disk.RealDisk;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine;

/** A root directory of its own, and the tool run on it in this process. */
final class Bench {
  private static final long GIB = 1024L * 1024 * 1024;

  private final Layout layout;
  private final Map<String, String> environment = new TreeMap<>();
  private final RecordingServices services = new RecordingServices();
  private final Random random = new Random(1);
  private Machine machine = new Machine(32 * GIB, 16, 8);
  private Instant now = Instant.parse("2026-11-23T04:05:06.789Z");
  private Supplier<GatewayProbe.Sighting> gateway = () -> GatewayProbe.Sighting.NOTHING;

  Bench(Path root) {
    this.layout = new Layout(root);
  }

  /** What a run said and how it ended. */
  record Outcome(int code, String out, String err) {}

  Outcome run(String... arguments) {
    Tool tool = new Tool(
        environment,
        new RealDisk(false, step -> {}),
        clock(),
        random,
        ignored -> services,
        () -> machine,
        () -> "192.0.2.7",
        (listen, domain) -> gateway.get(),
        time -> now = now.plus(time),
        Shell::inherited);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command = SlmCopilotCommand.create(tool)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>(List.of("--root", layout.root().toString()));
    all.addAll(List.of(arguments));
    int code = command.execute(all.toArray(String[]::new));
    return new Outcome(code, out.toString(), err.toString());
  }

  Outcome configure(String... context) throws IOException {
    context(String.join("\n", context).getBytes(StandardCharsets.UTF_8));
    return run("configure");
  }

  void context(byte[] text) throws IOException {
    Files.createDirectories(layout.context().getParent());
    Files.write(layout.context(), text);
  }

  void environment(String name, String value) {
    environment.put(name, value);
  }

  void machine(long gib, int processors, int cores) {
    machine = new Machine(gib * GIB, processors, cores);
  }

  /** A model of this size, which takes no room on the disk. */
  void model(long bytes) throws IOException {
    Files.createDirectories(layout.models());
    try (var file = new RandomAccessFile(layout.weights().toFile(), "rw")) {
      file.setLength(bytes);
    }
  }

  RecordingServices services() {
    return services;
  }

  void servicesFail(boolean fail) {
    services.fail(fail);
  }

  /** What units were told since the last time this was asked. */
  List<String> actions() {
    return services.told();
  }

  /** What a look at the gateway finds, each time anew. */
  void gateway(Supplier<GatewayProbe.Sighting> sighting) {
    gateway = sighting;
  }

  /** The time, which passes only while the tool waits. */
  Instant now() {
    return now;
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.ofHours(1);
      }

      @Override
      public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Instant instant() {
        return now;
      }
    };
  }

  Layout layout() {
    return layout;
  }

  String settings() throws IOException {
    return Files.readString(layout.settings());
  }

  String password() throws IOException {
    return Files.readString(layout.password());
  }

  String log() throws IOException {
    return Files.exists(layout.log()) ? Files.readString(layout.log()) : "";
  }

  /** Every file below the root but log, context and model: path, mode and content. */
  Map<String, String> tree() throws IOException {
    Map<String, String> tree = new TreeMap<>();
    try (Stream<Path> files = Files.walk(layout.root())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!List.of(layout.log(), layout.context(), layout.weights()).contains(file)) {
          tree.put(
              layout.root().relativize(file).toString(),
              Files.getPosixFilePermissions(file) + Files.readString(file));
        }
      }
    }
    return tree;
  }
}
