package eu.slmcopilot.configure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** [INFER-07] Cores and memory from the texts of the kernel. */
class ProcMachineTest {
  private static final String MEMORY = "MemFree:  1 kB\nMemTotal:       32768000 kB\n";

  @Test
  void threadsOfOneCoreCountOnce() throws Exception {
    String cpus = cpu(0, 0, 0) + cpu(1, 0, 0) + cpu(2, 0, 1) + cpu(3, 0, 1);
    assertThat(ProcMachine.parse(MEMORY, cpus)).isEqualTo(new Machine(32768000L * 1024, 4, 2));
  }

  @Test
  void coresOfDifferentSocketsAreDifferent() throws Exception {
    assertThat(ProcMachine.parse(MEMORY, cpu(0, 0, 0) + cpu(1, 1, 0)).cores()).isEqualTo(2);
  }

  @Test
  void whereCoresAreNotToldEachProcessorIsOne() throws Exception {
    assertThat(ProcMachine.parse(MEMORY, "processor\t: 0\n\nprocessor\t: 1\n").cores())
        .isEqualTo(2);
    assertThat(ProcMachine.parse(MEMORY, "").cores()).isEqualTo(1);
  }

  @Test
  void aTextWithoutTheTotalIsRefused() {
    assertThatThrownBy(() -> ProcMachine.parse("", "")).isInstanceOf(IOException.class);
  }

  @Test
  void thisMachineCanBeRead() throws Exception {
    Machine machine = ProcMachine.read(Path.of("/proc"));
    assertThat(machine.processors()).isGreaterThanOrEqualTo(machine.cores());
  }

  private static String cpu(int processor, int socket, int core) {
    return "processor\t: " + processor + "\nmodel name\t: x\nphysical id\t: " + socket
        + "\ncore id\t\t: " + core + "\ncpu cores\t: 9\n\n";
  }
}
