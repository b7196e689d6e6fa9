package eu.slmcopilot.configure.systemd;

import eu.slmcopilot.appliance.Layout;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The systemd of this machine. A unit that does not run is not reloaded: it reads the new files when
 * it starts. Nothing waits for a unit, since this may run within the boot that starts it.
 */
public final class Systemctl implements ServiceControl {
  private static final long PATIENCE_SECONDS = 60;

  private final String program;

  Systemctl(String program) {
    this.program = program;
  }

  /** The control for what lies below a root: only below {@code /} are there units at all. */
  public static ServiceControl below(Layout layout) {
    boolean here =
        layout.root().equals(Path.of("/")) && Files.isDirectory(Path.of("/run/systemd/system"));
    return here ? new Systemctl("systemctl") : new NoServices();
  }

  @Override
  public boolean present() {
    return true;
  }

  @Override
  public boolean perform(UnitAction action) throws IOException {
    String verb = action.verb().equals("reload") ? "try-reload-or-restart" : "try-restart";
    run(action.words(), "--no-block", verb, action.unit());
    return true;
  }

  @Override
  public void start(String unit) throws IOException {
    run("start " + unit, "--no-block", "start", unit);
  }

  @Override
  public void enable(String unit) throws IOException {
    run("enable and start " + unit, "--quiet", "--no-block", "enable", "--now", unit);
  }

  @Override
  public String state(String unit) throws IOException {
    String said =
        run("tell the state of " + unit, "show", "--property=LoadState,ActiveState,SubState", unit);
    Map<String, String> values = said.lines()
        .filter(line -> line.contains("="))
        .collect(Collectors.toMap(
            line -> line.substring(0, line.indexOf('=')),
            line -> line.substring(line.indexOf('=') + 1),
            (first, second) -> second));
    return "not-found".equals(values.get("LoadState"))
        ? "not installed"
        : values.get("ActiveState") + " (" + values.get("SubState") + ")";
  }

  private String run(String purpose, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(arguments));
    Process systemctl = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var answer = systemctl.getInputStream()) {
      systemctl.getOutputStream().close();
      String words = new String(answer.readAllBytes(), StandardCharsets.UTF_8).strip();
      if (!systemctl.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || systemctl.exitValue() != 0) {
        throw new IOException("systemctl could not " + purpose + ": " + words);
      }
      return words;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while systemctl was to " + purpose);
    } finally {
      systemctl.destroy();
    }
  }
}
