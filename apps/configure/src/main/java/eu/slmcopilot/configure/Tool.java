package eu.slmcopilot.configure;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What the tool takes from the world around it.
 *
 * @param environment the variables of the process
 * @param disk where files go
 * @param clock for the log
 * @param random for passwords; a secure one
 */
record Tool(Map<String, String> environment, Disk disk, Clock clock, RandomGenerator random) {

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
