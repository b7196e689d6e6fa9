package eu.slmcopilot.engine;

import java.time.Duration;

/** Whoever waits for an answer, seen from the thread that makes it. */
interface Client {

  /** Whether nobody waits any more. */
  boolean gone();

  /** Waits until the client leaves or the time is over; says whether it left. */
  boolean goneWithin(Duration time);
}
