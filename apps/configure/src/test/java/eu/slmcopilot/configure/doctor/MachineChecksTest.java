package eu.slmcopilot.configure.doctor;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;

import eu.slmcopilot.appliance.Layout;
import eu.slmcopilot.appliance.Settings;
import eu.slmcopilot.appliance.Wishes;
import eu.slmcopilot.configure.doctor.Finding.Verdict;
import eu.slmcopilot.context.Context;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** [INFER-06] [SEC-03] [ONE-07] What the doctor says of CPU, memory, disk, clock and files. */
class MachineChecksTest {
  private static final long MIB = 1024L * 1024;

  @TempDir
  Path root;

  @Test
  void aCpuWithoutAvx2FailsAndTheTemplateIsToldOf() throws Exception {
    Finding plain = cpu("model name\t: QEMU Virtual CPU\nflags\t\t: fpu sse sse2 avx\n");
    assertThat(plain.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(plain.line()).contains("QEMU Virtual CPU", "no AVX2", "host-passthrough");
    Finding good = cpu("model name\t: Xeon\nflags\t\t: avx avx2 avx512f amx_tile\n");
    assertThat(good.line()).isEqualTo("ok    cpu          Xeon: AVX2, AVX-512, AMX");
    assertThat(cpu("Features\t: asimd\n").verdict()).isEqualTo(Verdict.SKIP);
  }

  @Test
  void aModelIsLookedAtAndNotOnlyItsName() throws Exception {
    Layout layout = new Layout(root);
    ModelChecks checks = new ModelChecks(layout, (weights, context) -> Optional.of("too small"));
    assertThat(checks.file().verdict()).isEqualTo(Verdict.SKIP);
    Files.createDirectories(layout.models());
    assertThat(checks.file().verdict()).isEqualTo(Verdict.FAIL);
    assertThat(checks.memory(settings()).verdict()).isEqualTo(Verdict.SKIP);
    Files.writeString(layout.weights(), "<html>");
    assertThat(checks.file().finding()).contains("not a GGUF file");
    Files.writeString(layout.weights(), "GGUF");
    assertThat(checks.file().verdict()).isEqualTo(Verdict.OK);
    assertThat(checks.memory(settings()).line()).startsWith("FAIL  memory").contains("too small");
    assertThat(new ModelChecks(layout, (weights, context) -> Optional.empty())
            .memory(settings())
            .finding())
        .contains("32768 tokens");
  }

  @Test
  void aDiskIsJudgedByWhatIsFree() throws Exception {
    DiskCheck check = new DiskCheck("disk /var", root.resolve("not/yet"), 256 * MIB, 1024 * MIB);
    assertThat(check.look().finding()).contains("free at");
    assertThat(check.judged(255 * MIB).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(check.judged(256 * MIB).verdict()).isEqualTo(Verdict.WARN);
    assertThat(check.judged(1024 * MIB).verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void aClockMustBeOfThisTimeAndKept() {
    assertThat(clock("1970-01-01T00:00:10Z", Optional.of(true)).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(clock("2026-01-01T00:00:00Z", Optional.of(true)).verdict()).isEqualTo(Verdict.OK);
    assertThat(clock("2026-01-01T00:00:00Z", Optional.of(false)).verdict()).isEqualTo(Verdict.WARN);
    assertThat(clock("2026-01-01T00:00:00Z", Optional.empty()).finding()).contains("not known");
  }

  @Test
  void timedatectlIsTakenAtItsWordAndItsAbsenceIsNoAnswer() throws Exception {
    assertThat(new Timedatectl(program("echo yes")).synchronised()).contains(true);
    assertThat(new Timedatectl(program("echo no")).synchronised()).contains(false);
    assertThat(new Timedatectl(program("exit 1")).synchronised()).isEmpty();
    assertThat(new Timedatectl(root.resolve("none").toString()).synchronised()).isEmpty();
  }

  @Test
  void aPasswordThatOthersMayReadFails() throws Exception {
    Layout layout = new Layout(root);
    FileChecks checks = new FileChecks(layout);
    assertThat(checks.password().verdict()).isEqualTo(Verdict.FAIL);
    Files.createDirectories(layout.state());
    Files.writeString(layout.password(), "correct-horse");
    Files.setPosixFilePermissions(layout.password(), fromString("rw-r-----"));
    assertThat(checks.password().line())
        .startsWith("FAIL")
        .contains("rw-r-----", "rotate")
        .doesNotContain("correct-horse");
    Files.setPosixFilePermissions(layout.password(), fromString("rw-------"));
    assertThat(checks.password().verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void aLogThatIsNotRotatedIsTold() throws Exception {
    Layout layout = new Layout(root);
    Files.createDirectories(layout.log().getParent());
    try (var log = new RandomAccessFile(layout.log().toFile(), "rw")) {
      log.setLength(101 * MIB);
      assertThat(new FileChecks(layout).log().verdict()).isEqualTo(Verdict.WARN);
      log.setLength(100 * MIB);
      assertThat(new FileChecks(layout).log().verdict()).isEqualTo(Verdict.OK);
    }
  }

  static Settings settings() {
    return Wishes.in(Context.ofEnvironment(Map.of()))
        .settings(
            new Settings.Listen("127.0.0.1", 443, 80),
            URI.create("http://127.0.0.1:8080"),
            "devstral-small-2");
  }

  private Finding cpu(String cpuinfo) throws IOException {
    Files.writeString(root.resolve("cpuinfo"), cpuinfo);
    return new CpuCheck(root).look();
  }

  private static Finding clock(String now, Optional<Boolean> kept) {
    return new ClockCheck(Clock.fixed(Instant.parse(now), ZoneOffset.UTC), () -> kept).look();
  }

  private String program(String body) throws IOException {
    Path program = Files.writeString(root.resolve("timedatectl"), "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(program, fromString("rwx------"));
    return program.toString();
  }
}
