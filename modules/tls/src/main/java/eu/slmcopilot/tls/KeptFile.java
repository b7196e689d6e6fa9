package eu.slmcopilot.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file that is always whole: written aside with its final mode, forced to disk, then renamed. */
record KeptFile(Path path, String mode) {

  boolean exists() {
    return Files.exists(path);
  }

  String read() throws IOException {
    return Files.readString(path, StandardCharsets.US_ASCII);
  }

  void write(String text) throws IOException {
    Path directory = path.getParent();
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    Set<PosixFilePermission> permissions = PosixFilePermissions.fromString(mode);
    Path aside = Files.createTempFile(
        directory,
        "." + path.getFileName(),
        ".new",
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = StandardCharsets.US_ASCII.encode(text);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.setPosixFilePermissions(aside, permissions);
      Files.move(aside, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  /** Puts an unusable file out of the way without losing it. */
  Path setAside(long epochSecond) throws IOException {
    Path aside = path.resolveSibling(path.getFileName() + ".broken-" + epochSecond);
    return Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
  }
}
