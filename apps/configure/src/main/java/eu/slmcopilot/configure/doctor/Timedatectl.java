package eu.slmcopilot.configure.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks systemd whether the clock is kept right. */
public final class Timedatectl implements Surroundings.TimeSync {
  private static final long PATIENCE_SECONDS = 10;

  private final String program;

  /**
   * Asks by this program.
   *
   * @param program {@code timedatectl}, or a path to it
   */
  public Timedatectl(String program) {
    this.program = program;
  }

  @Override
  public Optional<Boolean> synchronised() {
    try {
      Process asked = new ProcessBuilder(program, "show", "--property=NTPSynchronized", "--value")
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      try (var answer = asked.getInputStream()) {
        asked.getOutputStream().close();
        String words = new String(answer.readAllBytes(), StandardCharsets.UTF_8).strip();
        boolean told = asked.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && asked.exitValue() == 0;
        return told ? Optional.of(words.equals("yes")) : Optional.empty();
      } finally {
        asked.destroy();
      }
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
