package eu.slmcopilot.configure.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Does the CPU have the vector instructions that inference lives on? */
record CpuCheck(Path proc) implements Check {
  private static final String NAME = "cpu";
  private static final Pattern MODEL = Pattern.compile("(?m)^model name\\s*:\\s*(.+)$");
  private static final Pattern FLAGS = Pattern.compile("(?m)^flags\\s*:\\s*(.*)$");

  @Override
  public Finding look() throws IOException {
    String text = Files.readString(proc.resolve("cpuinfo"));
    Matcher model = MODEL.matcher(text);
    String what = model.find() ? model.group(1) : "unknown CPU";
    Matcher flags = FLAGS.matcher(text);
    if (!flags.find()) {
      return Finding.skip(NAME, what + ", whose flags are not those of x86");
    }
    Set<String> has = new HashSet<>(List.of(flags.group(1).trim().split("\\s+")));
    String features = (has.contains("avx2") ? "AVX2" : "no AVX2")
        + (has.contains("avx512f") ? ", AVX-512" : ", no AVX-512")
        + (has.contains("amx_tile") ? ", AMX" : ", no AMX");
    return has.contains("avx2")
        ? Finding.ok(NAME, what + ": " + features)
        : Finding.fail(
            NAME,
            what + ": " + features + ", so inference is many times slower",
            "give the VM the host's CPU: CPU_MODEL=[MODEL=\"host-passthrough\"] in its template");
  }
}
