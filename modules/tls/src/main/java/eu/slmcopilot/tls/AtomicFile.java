package eu.slmcopilot.tls;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writing that leaves the whole old file or the whole new one, whatever dies in between. */
final class AtomicFile {
  private AtomicFile() {}

  /**
   * Replaces the file. The content is on the disc before the name points to it, and it never lies
   * in a file with wider rights than asked for.
   */
  static void write(Path file, byte[] content, Set<PosixFilePermission> rights) throws IOException {
    Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
    Files.deleteIfExists(fresh); // left by a process that was killed
    try (FileChannel channel = FileChannel.open(
        fresh, Set.of(CREATE_NEW, WRITE), PosixFilePermissions.asFileAttribute(rights))) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      Files.setPosixFilePermissions(fresh, rights); // the umask may have taken some away
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    syncDirectory(file.toAbsolutePath().getParent());
  }

  /** Makes a rename outlive a power cut. */
  static void syncDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, READ)) {
      channel.force(true);
    }
  }
}
