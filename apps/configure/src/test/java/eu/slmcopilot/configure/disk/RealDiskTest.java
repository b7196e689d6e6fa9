package eu.slmcopilot.configure.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** [ONE-03] Files are whole, and never wider open than they should be. */
class RealDiskTest {
  @TempDir
  Path directory;

  @Test
  void aFileIsNeverOpenToOthersWhileItIsWritten() throws Exception {
    List<String> modes = new ArrayList<>();
    Path draft = directory.resolve(".secret.new");
    RealDisk disk = new RealDisk(false, step -> {
      if (Files.exists(draft)) {
        modes.add(mode(draft));
      }
    });
    disk.write(new WantedFile(directory.resolve("secret"), "x", "rw-------", Owner.ROOT));
    assertThat(modes).isNotEmpty().containsOnly("rw-------");
    assertThat(draft).doesNotExist();
  }

  @Test
  void whatACrashLeftBehindIsNoHindrance() throws Exception {
    Files.writeString(directory.resolve(".file.new"), "half");
    new RealDisk(false, step -> {})
        .write(new WantedFile(directory.resolve("file"), "whole", "rw-r--r--", Owner.ROOT));
    assertThat(directory.resolve("file")).hasContent("whole");
    assertThat(directory.resolve(".file.new")).doesNotExist();
  }

  @Test
  void aLinkInTheWayIsReplacedNotFollowed() throws Exception {
    Path elsewhere = Files.writeString(directory.resolve("elsewhere"), "mine");
    Path link = Files.createSymbolicLink(directory.resolve("link"), elsewhere);
    RealDisk disk = new RealDisk(false, step -> {});
    WantedFile file = new WantedFile(link, "mine", "rw-------", Owner.ROOT);
    assertThat(disk.holds(file)).isFalse();
    assertThatThrownBy(() -> disk.read(link)).isInstanceOf(IOException.class);
    disk.write(file);
    assertThat(Files.isSymbolicLink(link)).isFalse();
    assertThat(elsewhere).hasContent("mine");
  }

  @Test
  void theModeIsTheWantedOneWhateverTheUmask() throws Exception {
    Path file = directory.resolve("file");
    String script = "umask 0077; exec \"$@\"";
    Process child = new ProcessBuilder(
            "sh",
            "-c",
            script,
            "sh",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            WriteMain.class.getName(),
            file.toString())
        .inheritIO()
        .start();
    assertThat(child.waitFor()).isZero();
    assertThat(mode(file)).isEqualTo("rw-r-----");
  }

  private static String mode(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Writes one file in a process of its own. */
  static final class WriteMain {
    private WriteMain() {}

    public static void main(String[] arguments) throws IOException {
      new RealDisk(false, step -> {})
          .write(new WantedFile(Path.of(arguments[0]), "x", "rw-r-----", Owner.ROOT));
    }
  }
}
