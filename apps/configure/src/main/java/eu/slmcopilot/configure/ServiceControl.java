package eu.slmcopilot.configure;

import java.io.IOException;

/** Tells units what has changed for them. */
interface ServiceControl {

  /** Tells the unit, if it runs; returns before the unit is done. */
  void perform(UnitAction action) throws IOException;
}
