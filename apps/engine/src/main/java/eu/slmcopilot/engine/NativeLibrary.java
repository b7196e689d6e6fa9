package eu.slmcopilot.engine;

import de.kherud.llama.args.LogFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Lays out llama.cpp's library where only this user can reach it. Left to itself the binding
 * unpacks it under a fixed name in the shared temporary directory and deletes other files there.
 */
final class NativeLibrary {
  private NativeLibrary() {}

  /**
   * Unpacks the library for this machine and tells the binding where it is; to be called before
   * the binding's first class that needs it.
   *
   * @throws EngineFailure when the binding brings none for this machine
   */
  static void layOut(Path directory) {
    String name = System.mapLibraryName("jllama");
    String resource = "/de/kherud/llama/%s/%s/%s"
        .formatted(system(System.getProperty("os.name")), System.getProperty("os.arch"), name)
        .replace("/amd64/", "/x86_64/");
    // Any class of the binding that does not load the library finds the resource.
    try (InputStream in = LogFormat.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new EngineFailure(
            "llama.cpp's binding has no library for this machine (looked for " + resource + ").");
      }
      Files.copy(in, directory.resolve(name));
    } catch (IOException e) {
      throw new EngineFailure(
          "llama.cpp's library cannot be written to " + directory + ": " + e, e);
    }
    System.setProperty("de.kherud.llama.lib.path", directory.toString());
    System.setProperty("de.kherud.llama.tmpdir", directory.toString());
  }

  private static String system(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.startsWith("mac")) {
      return "Mac";
    }
    return lower.startsWith("windows") ? "Windows" : "Linux";
  }
}
