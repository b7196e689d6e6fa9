package eu.slmcopilot.configure;

import eu.slmcopilot.appliance.Layout;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The systemd of this machine. A unit that does not run is left alone: it reads the new files when
 * it starts. Nothing waits for the unit, since this may run within the boot that starts it.
 */
final class Systemctl implements ServiceControl {
  private static final long PATIENCE_SECONDS = 60;

  private final String program;

  Systemctl(String program) {
    this.program = program;
  }

  /** The control for what lies below a root: only below {@code /} are there units at all. */
  static ServiceControl below(Layout layout) {
    boolean here =
        layout.root().equals(Path.of("/")) && Files.isDirectory(Path.of("/run/systemd/system"));
    return here ? new Systemctl("systemctl") : action -> false;
  }

  @Override
  public boolean perform(UnitAction action) throws IOException {
    String verb = action.verb().equals("reload") ? "try-reload-or-restart" : "try-restart";
    Process systemctl = new ProcessBuilder(List.of(program, "--no-block", verb, action.unit()))
        .redirectErrorStream(true)
        .start();
    try (var answer = systemctl.getInputStream()) {
      systemctl.getOutputStream().close();
      String words = new String(answer.readAllBytes(), StandardCharsets.UTF_8).strip();
      if (!systemctl.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || systemctl.exitValue() != 0) {
        throw new IOException("systemctl could not " + action.words() + ": " + words);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while systemctl was to " + action.words());
    } finally {
      systemctl.destroy();
    }
  }
}
