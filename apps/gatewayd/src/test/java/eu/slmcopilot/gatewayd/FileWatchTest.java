package eu.slmcopilot.gatewayd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes are seen once, also those that keep size and time. */
class FileWatchTest {
  @TempDir
  Path directory;

  @Test
  void aReplacedFileIsSeenOnceEvenWithTheSameSizeAndTime() throws Exception {
    Path file = Files.writeString(directory.resolve("a"), "one");
    FileTime time = FileTime.fromMillis(1_700_000_000_000L);
    Files.setLastModifiedTime(file, time);
    FileWatch watch = new FileWatch(List.of(file));
    assertThat(watch.changed()).isFalse();
    Path next = Files.writeString(directory.resolve("b"), "two");
    Files.setLastModifiedTime(next, time);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    assertThat(watch.changed()).isTrue();
    assertThat(watch.changed()).isFalse();
  }

  @Test
  void aFileThatComesOrGoesIsSeen() throws Exception {
    Path file = directory.resolve("a");
    FileWatch watch = new FileWatch(List.of(file));
    Files.writeString(file, "x");
    assertThat(watch.changed()).isTrue();
    Files.delete(file);
    assertThat(watch.changed()).isTrue();
  }
}
