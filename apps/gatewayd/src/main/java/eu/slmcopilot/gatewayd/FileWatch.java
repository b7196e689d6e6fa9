package eu.slmcopilot.gatewayd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** Tells when one of some files was replaced; looks only when asked, and costs a stat each. */
final class FileWatch {
  private final List<Path> files;
  private List<String> seen;

  FileWatch(List<Path> files) {
    this.files = List.copyOf(files);
    this.seen = states();
  }

  /** Whether any of them is another than at the last call. */
  boolean changed() {
    List<String> now = states();
    boolean changed = !now.equals(seen);
    seen = now;
    return changed;
  }

  private List<String> states() {
    return files.stream().map(FileWatch::state).toList();
  }

  private static String state(Path file) {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return found.fileKey() + " " + found.lastModifiedTime() + " " + found.size();
    } catch (IOException absent) {
      return "absent";
    }
  }
}
