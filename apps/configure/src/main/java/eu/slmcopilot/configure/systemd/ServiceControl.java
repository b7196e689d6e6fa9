package eu.slmcopilot.configure.systemd;

import java.io.IOException;

/** The units of this machine. */
public interface ServiceControl {
  /** The gateway's unit. */
  String GATEWAY = "slm-copilot-gateway.service";

  /** LocalAI's unit. */
  String ENGINE = "local-ai.service";

  /** The unit that completes the report once the model is ready. */
  String REPORT = "slm-copilot-report.service";

  /** Whether there are units here at all: below another root than {@code /} there are none. */
  boolean present();

  /**
   * Tells the unit, if it runs; returns before the unit is done.
   *
   * @return whether there are units here at all
   */
  boolean perform(UnitAction action) throws IOException;

  /** Lets the unit start with every boot, this one included; returns before it has started. */
  void enable(String unit) throws IOException;

  /** Starts the unit now; returns before it has started. */
  void start(String unit) throws IOException;

  /** The unit's state in systemd's words, such as {@code active (running)}. */
  String state(String unit) throws IOException;
}
