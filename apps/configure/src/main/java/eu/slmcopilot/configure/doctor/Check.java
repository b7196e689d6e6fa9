package eu.slmcopilot.configure.doctor;

import java.io.IOException;

/** One thing to look at. */
interface Check {

  /** Looks once; bounded in time. */
  Finding look() throws IOException;
}
