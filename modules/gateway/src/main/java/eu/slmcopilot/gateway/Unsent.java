package eu.slmcopilot.gateway;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much of all answers is kept because clients are slower than the engine. It is kept so that the engine's slot is
 * free as soon as the engine is done, and not when the slowest reader is; memory bounds it. Thread-safe.
 */
final class Unsent {
  /** The whole answer of any chat: 8,192 tokens, each an event of some 230 bytes. */
  private static final long MOST_OF_ONE = 2 << 20;

  private static final long MOST_OF_ALL = 32 << 20;

  private final AtomicLong bytes = new AtomicLong();

  void add(long more) {
    bytes.addAndGet(more);
  }

  /** Whether an answer of which so much is kept should wait for its client. */
  boolean isTooMuch(long ofOne) {
    return ofOne > MOST_OF_ONE || (ofOne > 0 && bytes.get() > MOST_OF_ALL);
  }
}
