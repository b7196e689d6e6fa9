package eu.slmcopilot.configure;

import eu.slmcopilot.appliance.Layout;
import eu.slmcopilot.configure.disk.Disk;
import eu.slmcopilot.configure.systemd.ServiceControl;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What the tool takes from the world around it.
 *
 * @param environment the variables of the process
 * @param disk where files go
 * @param clock for the log
 * @param random for passwords; a secure one
 * @param services the units of what lies below a root
 * @param machine asked only where an engine has to fit it
 * @param address the address by which clients on the network reach this machine
 * @param gateway looks at the running gateway
 * @param pause for waiting
 * @param shell runs what an owner wrote
 */
record Tool(
    Map<String, String> environment,
    Disk disk,
    Clock clock,
    RandomGenerator random,
    Function<Layout, ServiceControl> services,
    MachineSource machine,
    Supplier<String> address,
    GatewayProbe gateway,
    Pause pause,
    Shell shell) {

  /** Where facts about the machine come from. */
  interface MachineSource {
    Machine read() throws IOException;
  }

  /** Copies the environment. */
  Tool {
    environment = Map.copyOf(environment);
  }

  /** The root named by the environment, {@code /} otherwise. */
  Path defaultRoot() {
    String root = environment.getOrDefault("SLM_COPILOT_ROOT", "");
    return Path.of(root.isEmpty() ? "/" : root);
  }
}
