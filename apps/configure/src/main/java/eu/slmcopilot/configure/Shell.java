package eu.slmcopilot.configure;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Runs programs that the owner of the VM brought. */
interface Shell {
  /**
   * Waits for its end.
   *
   * @param more variables beside this process's own
   * @return its exit code
   * @throws IOException when it cannot be started
   */
  int run(List<String> command, Map<String, String> more) throws IOException;

  /** As a child that shares this process's output. */
  static int inherited(List<String> command, Map<String, String> more) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().putAll(more);
    try {
      return builder.start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("waiting for it was interrupted", e);
    }
  }
}
