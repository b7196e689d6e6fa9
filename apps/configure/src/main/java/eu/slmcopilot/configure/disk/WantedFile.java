package eu.slmcopilot.configure.disk;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file as it should be.
 *
 * @param path where
 * @param content its text, written as UTF-8
 * @param mode its permissions, such as {@code rw-r-----}
 * @param owner whose it is
 */
public record WantedFile(Path path, String content, String mode, Owner owner) {

  byte[] bytes() {
    return content.getBytes(StandardCharsets.UTF_8);
  }

  Set<PosixFilePermission> permissions() {
    return PosixFilePermissions.fromString(mode);
  }

  /** Without the content, which may be a secret. */
  @Override
  public String toString() {
    return path + " " + mode + " " + owner;
  }
}
