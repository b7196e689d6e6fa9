package eu.slmcopilot.configure;

import eu.slmcopilot.configure.disk.RealDisk;
import eu.slmcopilot.configure.systemd.Systemctl;
import eu.slmcopilot.tls.MachineNames;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;

/** Starts {@code slm-copilot}. */
public final class ConfigureMain {
  private ConfigureMain() {}

  /** Runs one command and ends the process with its exit code: 0 done, 1 failed, 2 wrong usage. */
  public static void main(String[] arguments) {
    boolean root = "root".equals(System.getProperty("user.name"));
    Tool tool = new Tool(
        System.getenv(),
        new RealDisk(root, step -> {}),
        Clock.system(ZoneId.systemDefault()),
        new SecureRandom(),
        Systemctl::below,
        () -> ProcMachine.read(Path.of("/proc")),
        () -> ReachableAddress.of(MachineNames.ofThisMachine(List.of()).now()),
        new LoopbackProbe(),
        Pause::real,
        Shell::inherited);
    System.exit(SlmCopilotCommand.create(tool).execute(arguments));
  }
}
