package eu.slmcopilot.configure;

/**
 * What the engine has to live with.
 *
 * @param memory bytes of main memory
 * @param processors virtual CPUs
 * @param cores physical cores as the VM sees them, at most as many
 */
record Machine(long memory, int processors, int cores) {

  /** Checks that there is something of each. */
  Machine {
    if (memory <= 0 || cores <= 0 || processors < cores) {
      throw new IllegalArgumentException(
          "No such machine: " + memory + " bytes, " + processors + " CPUs, " + cores + " cores");
    }
  }
}
