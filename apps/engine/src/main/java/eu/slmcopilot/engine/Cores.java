package eu.slmcopilot.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** How many threads are worth using: a second one on the same core only takes bandwidth. */
final class Cores {
  private Cores() {}

  /**
   * The physical cores that this file describes, in the form of Linux's {@code /proc/cpuinfo}, and
   * no more than are available to this process; where it says nothing of cores, the latter.
   */
  static int physical(Path cpuinfo, int available) {
    Set<String> cores = new HashSet<>();
    try {
      String socket = "";
      for (String line : Files.readAllLines(cpuinfo)) {
        if (line.startsWith("physical id")) {
          socket = line;
        } else if (line.startsWith("core id")) {
          cores.add(socket + line);
        }
      }
    } catch (IOException e) {
      // Not a Linux: what is available is the best figure there is.
      return available;
    }
    return cores.isEmpty() ? available : Math.min(cores.size(), available);
  }
}
