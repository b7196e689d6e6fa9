package eu.slmcopilot.configure;

import java.io.IOException;

/** Tells units what has changed for them. */
interface ServiceControl {

  /**
   * Tells the unit, if it runs; returns before the unit is done.
   *
   * @return whether there are units here at all
   */
  boolean perform(UnitAction action) throws IOException;
}
