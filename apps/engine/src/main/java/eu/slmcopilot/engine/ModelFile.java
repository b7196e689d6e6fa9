package eu.slmcopilot.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Finds the model's file, or lays out the built-in one. */
final class ModelFile {
  private static final String DEMONSTRATION = "demo-3m-q8_0.gguf";
  private static final byte[] MAGIC = "GGUF".getBytes(StandardCharsets.US_ASCII);

  private ModelFile() {}

  /**
   * The file, known to begin as a GGUF does.
   *
   * @throws EngineFailure when there is no such file or it is something else
   */
  static Path checked(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new EngineFailure(
          "There is no model file at " + file + ": expected the path of a GGUF file.");
    }
    try (InputStream in = Files.newInputStream(file)) {
      if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
        throw new EngineFailure(
            file + " is not a GGUF file: it does not begin with the letters GGUF.");
      }
      return file;
    } catch (IOException e) {
      throw new EngineFailure("The model file " + file + " cannot be read: " + e, e);
    }
  }

  /** The built-in demonstration model, as a file in this directory. */
  static Path demonstration(Path directory) {
    Path file = directory.resolve(DEMONSTRATION);
    try (InputStream in = ModelFile.class.getResourceAsStream(DEMONSTRATION)) {
      Files.copy(in, file);
      return file;
    } catch (IOException e) {
      throw new EngineFailure(
          "The built-in model cannot be written to " + file + ": " + e + ". Is the disk full?", e);
    }
  }
}
