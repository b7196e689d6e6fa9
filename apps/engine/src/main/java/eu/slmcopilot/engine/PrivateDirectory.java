package eu.slmcopilot.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A temporary directory that only this user may enter, gone after {@link #close}. What is loaded from here stays mapped when its file is gone.
 */
final class PrivateDirectory implements AutoCloseable {
  private final Path path;

  private PrivateDirectory(Path path) {
    this.path = path;
  }

  /** A new one, in the directory that {@code java.io.tmpdir} names. */
  static PrivateDirectory create() {
    try {
      return new PrivateDirectory(Files.createTempDirectory("slm-copilot-engine-"));
    } catch (IOException e) {
      throw new EngineFailure(
          "No temporary directory can be made: " + e + ". Name another with -Djava.io.tmpdir.", e);
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    try (Stream<Path> tree = Files.walk(path)) {
      List<Path> files = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new EngineFailure("The temporary directory " + path + " cannot be removed: " + e, e);
    }
  }
}
