package eu.slmcopilot.it;

import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import eu.slmcopilot.tls.Pebble;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * llama.cpp's own server, as the Python package xllamacpp brings it: one that nobody here wrote. Where Python or PyPI cannot
 * be had, the test that asks for it is skipped.
 */
final class LlamaServer implements AutoCloseable {
  private static final String PACKAGE = "xllamacpp==2026.10.11549";
  private static final Path HOME = Program.TOP.resolve("tests/it/target/xllamacpp");
  private static final String SCRIPT = """
      import sys, time, xllamacpp
      p = xllamacpp.CommonParams()
      p.model.path, p.port, p.n_ctx = sys.argv[1], int(sys.argv[2]), 1024
      server = xllamacpp.Server(p)
      print("serving", flush=True)
      sys.stdin.read()
      """;

  private final Program server;
  private final int port;

  private LlamaServer(Program server, int port) {
    this.server = server;
    this.port = port;
  }

  static LlamaServer start(Path directory, Path model) throws Exception {
    Path python = HOME.resolve("bin/python");
    Path installed = HOME.resolve(PACKAGE);
    if (!Files.exists(installed)) {
      assumeThat(runs(directory, List.of("python3", "-m", "venv", HOME.toString())))
          .as("python3 -m venv does not work here; Debian has it in python3-venv")
          .isTrue();
      List<String> install = List.of(
          python.toString(), "-m", "pip", "install", "-q", "--only-binary", ":all:", PACKAGE);
      assumeThat(runs(directory, install)).as("PyPI cannot be had here").isTrue();
      Files.createFile(installed);
    }
    int port = Pebble.freePort();
    Program server = Program.start(
        directory.resolve("llama.log"),
        Map.of(),
        List.of(python.toString(), "-c", SCRIPT, model.toString(), String.valueOf(port)));
    await().atMost(Duration.ofSeconds(60)).until(() -> server.text().contains("serving"));
    return new LlamaServer(server, port);
  }

  private static boolean runs(Path directory, List<String> command) throws InterruptedException {
    try (Program program = Program.start(directory.resolve("pip.log"), Map.of(), command)) {
      return program.exit(110) == 0;
    } catch (IOException missing) {
      return false;
    }
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public void close() {
    server.close();
  }
}
