package eu.slmcopilot.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** [SEC-01] No reader ever sees half a file, even when the writer is killed. */
class AtomicFileTest {
  private static final int LETTERS = 200_000;

  @TempDir
  Path temp;

  /** Writes one letter many times, then the next letter, until it is killed. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws IOException {
      Path file = Path.of(arguments[0]);
      for (char letter = 'a'; ; letter = letter == 'z' ? 'a' : (char) (letter + 1)) {
        byte[] content = String.valueOf(letter).repeat(LETTERS).getBytes(UTF_8);
        AtomicFile.write(file, content, PosixFilePermissions.fromString("rw-------"));
      }
    }
  }

  @Test
  void aKilledWriterLeavesAWholeFileAndDoesNotHinderTheNext() throws Exception {
    Path file = temp.resolve("kept");
    for (int kill = 0; kill < 4; kill++) {
      Files.deleteIfExists(file);
      Process writer = new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-cp",
              System.getProperty("java.class.path") + File.pathSeparator,
              Writer.class.getName(),
              file.toString())
          .inheritIO()
          .start();
      try {
        await().until(() -> Files.exists(file));
        for (int look = 0; look < 50; look++) {
          assertWhole(file);
        }
      } finally {
        writer.destroyForcibly();
      }
      assertThat(writer.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertWhole(file);
    }
  }

  private static void assertWhole(Path file) throws IOException {
    String content = Files.readString(file);
    assertThat(content.length()).isEqualTo(LETTERS);
    assertThat(content.chars().distinct().count()).isOne();
  }
}
