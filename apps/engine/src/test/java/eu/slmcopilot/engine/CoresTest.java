package eu.slmcopilot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One thread a core unless told otherwise [INFER-07]. */
final class CoresTest {
  @TempDir
  private Path directory;

  @Test
  void countsTwoThreadsOfOneCoreOnceAndEachSocketForItself() throws IOException {
    Path cpuinfo =
        Files.writeString(directory.resolve("cpuinfo"), cpu(0, 0) + cpu(0, 0) + cpu(1, 0));

    assertThat(Cores.physical(cpuinfo, 8)).isEqualTo(2);
    assertThat(Cores.physical(cpuinfo, 1)).isEqualTo(1);
  }

  @Test
  void takesWhatIsAvailableWhereNothingIsSaidOfCores() throws IOException {
    Path arm = Files.writeString(directory.resolve("cpuinfo"), "processor : 0\n");

    assertThat(Cores.physical(arm, 4)).isEqualTo(4);
    assertThat(Cores.physical(directory.resolve("none"), 3)).isEqualTo(3);
  }

  private static String cpu(int socket, int core) {
    return "processor\t: 0\nphysical id\t: %d\ncore id\t\t: %d\n\n".formatted(socket, core);
  }
}
