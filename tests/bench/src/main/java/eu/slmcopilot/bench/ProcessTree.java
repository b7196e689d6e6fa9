package eu.slmcopilot.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** A process with its children, as /proc tells of them (proc(5)). */
record ProcessTree(ProcessHandle top) {
  // What Linux counts in, on every machine since 2.6: sysconf(_SC_CLK_TCK) is 100.
  private static final double TICK_MICROS = 10_000;
  private static final int UTIME = 11;
  private static final int STIME = 12;

  /** User and system time of all, in microseconds. */
  double cpuMicros() {
    return sum(pid -> ticks(read(pid, "stat"))) * TICK_MICROS;
  }

  /** Resident memory of all, in KiB; what they share is counted for each. */
  long residentKib() {
    return sum(pid -> kib(read(pid, "status")));
  }

  private long sum(ToLongFunction<Long> of) {
    return Stream.concat(Stream.of(top), top.descendants())
        .mapToLong(process -> of.applyAsLong(process.pid()))
        .sum();
  }

  /** The fields after the program's name, which may hold anything but is in parentheses. */
  static long ticks(String stat) {
    if (stat.isEmpty()) {
      return 0;
    }
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME]);
  }

  static long kib(String status) {
    return status
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElse(0);
  }

  private static String read(long pid, String file) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/" + file));
    } catch (IOException gone) {
      return "";
    }
  }
}
