package eu.slmcopilot.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The times of a front are those of all its processes [SCALE-02]. */
class ProcessTreeTest {
  @Test
  void aProgramMayBeCalledAnything() {
    String after = " S 1 2 3 4 5 6 7 8 9 10 40 2 13 14";

    assertThat(ProcessTree.ticks("7 (nginx)" + after)).isEqualTo(42);
    assertThat(ProcessTree.ticks("7 (a) 99 (b) c)" + after)).isEqualTo(42);
  }

  @Test
  void aProcessThatHasGoneTookNothing() {
    assertThat(ProcessTree.ticks("")).isZero();
    assertThat(ProcessTree.kib("")).isZero();
  }

  @Test
  void residentMemoryIsReadInKibibytes() {
    assertThat(ProcessTree.kib("VmHWM:\t  900 kB\nVmRSS:\t  61234 kB\nRssAnon:\t 5 kB\n"))
        .isEqualTo(61_234);
  }

  @Test
  void whatAChildDoesCounts() throws IOException {
    Process shell = new ProcessBuilder("sh", "-c", "sh -c 'while :; do :; done' & wait").start();
    var tree = new ProcessTree(shell.toHandle());
    try {
      await().untilAsserted(() -> {
        assertThat(shell.toHandle().descendants()).isNotEmpty();
        assertThat(tree.cpuMicros()).isGreaterThan(100_000);
        assertThat(tree.residentKib()).isPositive();
      });
    } finally {
      shell.descendants().forEach(ProcessHandle::destroyForcibly);
      shell.destroyForcibly();
    }
  }
}
