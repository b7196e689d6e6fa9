package eu.slmcopilot.engine;

import java.util.Optional;

/** One answer while it is made. Used by one thread only: llama.cpp's binding hangs otherwise. */
interface Generation {

  /**
   * The next piece of text, whole characters only, computed now; empty when the answer is over or
   * the client has left.
   */
  Optional<String> next();

  /** How many tokens the pieces so far took. */
  int tokens();

  /** After the last piece: whether the bound on tokens ended the answer. */
  boolean cutByLength();

  /** Gives the slot back; harmless when the answer is over. */
  void stop();
}
