package eu.slmcopilot.configure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the machine from Linux's {@code /proc}. */
final class ProcMachine {
  private static final Pattern TOTAL = Pattern.compile("(?m)^MemTotal:\\s+([0-9]+) kB$");
  private static final Pattern FIELD =
      Pattern.compile("(?m)^(processor|physical id|core id)\\s*:\\s*([0-9]+)$");

  private ProcMachine() {}

  /** The machine below this {@code /proc}. */
  static Machine read(Path proc) throws IOException {
    return parse(
        Files.readString(proc.resolve("meminfo")), Files.readString(proc.resolve("cpuinfo")));
  }

  /**
   * The machine that these texts describe. Threads of one core share its arithmetic, so inference
   * wants one thread a core; where the text does not tell cores, each CPU counts as one.
   */
  static Machine parse(String meminfo, String cpuinfo) throws IOException {
    Matcher total = TOTAL.matcher(meminfo);
    if (!total.find()) {
      throw new IOException("/proc/meminfo does not say MemTotal");
    }
    int processors = 0;
    String socket = "";
    Set<String> cores = new HashSet<>();
    Matcher field = FIELD.matcher(cpuinfo);
    while (field.find()) {
      switch (field.group(1)) {
        case "processor" -> processors++;
        case "physical id" -> socket = field.group(2);
        default -> cores.add(socket + "/" + field.group(2));
      }
    }
    int known = Math.max(1, processors);
    return new Machine(
        Long.parseLong(total.group(1)) * 1024, known, cores.isEmpty() ? known : cores.size());
  }
}
