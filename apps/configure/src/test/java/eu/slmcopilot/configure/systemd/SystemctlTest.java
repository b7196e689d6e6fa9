package eu.slmcopilot.configure.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.slmcopilot.appliance.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** [ONE-03] What systemctl is asked, by way of a program that notes it. */
class SystemctlTest {
  @TempDir
  Path directory;

  @Test
  void asksForNoMoreThanARunningUnitNeedsAndDoesNotWait() throws Exception {
    Path noted = directory.resolve("noted");
    Systemctl systemctl = new Systemctl(program("echo \"$@\" >> '" + noted + "'"));
    systemctl.perform(UnitAction.RELOAD_GATEWAY);
    systemctl.perform(UnitAction.RESTART_ENGINE);
    assertThat(noted).hasContent("""
        --no-block try-reload-or-restart slm-copilot-gateway.service
        --no-block try-restart local-ai.service""");
  }

  @Test
  void startsAUnitForThisBootAndEveryOtherWithoutWaiting() throws Exception {
    Path noted = directory.resolve("noted");
    Systemctl systemctl = new Systemctl(program("echo \"$@\" >> '" + noted + "'"));
    systemctl.enable(ServiceControl.GATEWAY);
    systemctl.start(ServiceControl.REPORT);
    assertThat(noted).hasContent("""
        --quiet --no-block enable --now slm-copilot-gateway.service
        --no-block start slm-copilot-report.service""");
  }

  @Test
  void tellsAStateInSystemdsWords() throws Exception {
    assertThat(new Systemctl(
                program("printf 'LoadState=loaded\\nActiveState=active\\nSubState=running\\n'"))
            .state(ServiceControl.ENGINE))
        .isEqualTo("active (running)");
    assertThat(new Systemctl(
                program("printf 'LoadState=not-found\\nActiveState=inactive\\nSubState=dead\\n'"))
            .state(ServiceControl.ENGINE))
        .isEqualTo("not installed");
  }

  @Test
  void belowAnotherRootThereAreNoUnitsToTell() throws Exception {
    assertThat(Systemctl.below(new Layout(directory)).perform(UnitAction.RESTART_ENGINE))
        .isFalse();
  }

  @Test
  void aRefusalIsPassedOnInSystemctlsWords() throws Exception {
    Systemctl systemctl = new Systemctl(program("echo 'Access denied' >&2; exit 4"));
    assertThatThrownBy(() -> systemctl.perform(UnitAction.RESTART_ENGINE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("restart local-ai.service")
        .hasMessageContaining("Access denied");
  }

  private String program(String body) throws IOException {
    Path program = Files.writeString(directory.resolve("systemctl"), "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return program.toString();
  }
}
