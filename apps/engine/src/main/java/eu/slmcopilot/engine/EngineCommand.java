package eu.slmcopilot.engine;

import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: options in, a running engine out. */
@Command(
    name = "engine",
    mixinStandardHelpOptions = true,
    versionProvider = EngineVersion.class,
    sortOptions = false,
    description = "An OpenAI-compatible server around llama.cpp, for a laptop, CI and tests.")
final class EngineCommand implements Callable<Integer> {
  @Spec
  private CommandSpec spec;

  @Option(
      names = "--address",
      defaultValue = "127.0.0.1",
      description = "local address (default: ${DEFAULT-VALUE})")
  private String address;

  @Option(
      names = "--port",
      defaultValue = "8080",
      description = "port, 0 for any free one (default: ${DEFAULT-VALUE})")
  private int port;

  @Option(names = "--port-file", paramLabel = "FILE", description = "write the port here")
  private Path portFile;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "a GGUF file (default: the built-in demonstration model)")
  private Path model;

  @Option(
      names = "--model-id",
      defaultValue = "devstral-small-2",
      description = "the model's name for clients (default: ${DEFAULT-VALUE})")
  private String modelId;

  @Option(
      names = "--context",
      defaultValue = "32768",
      description = "tokens of a slot (default: ${DEFAULT-VALUE})")
  private int context;

  @Option(
      names = "--slots",
      defaultValue = "1",
      description = "chats answered at once (default: ${DEFAULT-VALUE})")
  private int slots;

  @Option(
      names = "--threads",
      defaultValue = "0",
      description = "CPU threads, 0 for one a core (default: ${DEFAULT-VALUE})")
  private int threads;

  @ArgGroup(validate = false, heading = "%nFor tests, to behave like LocalAI with a large model:%n")
  private MannersOptions manners;

  private final Runnable crash;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile EngineServer server;

  /** With what ends the process at once, for the fault of that name. */
  EngineCommand(Runnable crash) {
    this.crash = crash;
  }

  @Override
  public Integer call() throws InterruptedException {
    checkOptions();
    long started = System.nanoTime();
    // picocli leaves the group out when none of its options is given.
    MannersOptions chosen = Objects.requireNonNullElseGet(manners, MannersOptions::new);
    Manners behaviour = chosen.manners(crash);
    if (model != null) {
      ModelFile.checked(model);
    }
    ModelCard card = card();
    server =
        new EngineServer(new InetSocketAddress(address, port), card, context, slots, behaviour);
    if (portFile != null) {
      PortFile.write(portFile, server.port());
    }
    LanguageModel loaded = load();
    Duration left = behaviour.startDelay().minusNanos(System.nanoTime() - started);
    if (!stopping.await(left.toNanos(), TimeUnit.NANOSECONDS)) {
      server.ready(loaded);
      announce(card);
      stopping.await();
    }
    return 0;
  }

  /** Ends {@link #call}; from any thread. */
  void stop() {
    EngineServer running = server;
    if (running != null) {
      running.stop();
    }
    stopping.countDown();
  }

  private LanguageModel load() {
    try (PrivateDirectory directory = PrivateDirectory.create()) {
      NativeLibrary.layOut(directory.path());
      Path file = model != null ? model : ModelFile.demonstration(directory.path());
      int count = threads != 0
          ? threads
          : Cores.physical(Path.of("/proc/cpuinfo"), Runtime.getRuntime().availableProcessors());
      return LlamaCppModel.load(file, context, slots, count);
    }
  }

  private ModelCard card() {
    String file = model == null ? "" : String.valueOf(model.getFileName());
    return new ModelCard(
        modelId, model == null, file, Clock.systemUTC().instant().getEpochSecond());
  }

  private void announce(ModelCard card) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "Engine ready at http://%s:%d/v1 with model '%s'. %s%n",
        address, server.port(), card.id(), card.description());
    out.flush();
  }

  private void checkOptions() {
    check(port >= 0 && port <= 65_535, "--port must be from 0 to 65535");
    check(context >= 128 && context <= 1 << 20, "--context must be from 128 to 1048576");
    check(slots >= 1 && slots <= 64, "--slots must be from 1 to 64");
    check(threads >= 0 && threads <= 1024, "--threads must be from 0 to 1024");
  }

  private void check(boolean good, String message) {
    if (!good) {
      throw new ParameterException(spec.commandLine(), message + ".");
    }
  }
}
