package eu.slmcopilot.gateway.course;

import java.nio.ByteBuffer;

/** Tells whether a stream of server-sent events stands between two events, by its last bytes. */
final class EventBoundary {
  private static final int LF_LF = '\n' << 8 | '\n';
  private static final int CR_CR = '\r' << 8 | '\r';
  private static final int CR_LF = '\r' << 8 | '\n';
  private static final int CR_LF_CR_LF = CR_LF << 16 | CR_LF;

  private int lastFour = LF_LF;

  /** Takes note of bytes that were sent; their position stays. */
  void passed(ByteBuffer bytes) {
    for (int i = Math.max(bytes.position(), bytes.limit() - 4); i < bytes.limit(); i++) {
      lastFour = lastFour << 8 | (bytes.get(i) & 0xff);
    }
  }

  /** Whether the last event is complete. */
  boolean isBetween() {
    int lastTwo = lastFour & 0xffff;
    return lastTwo == LF_LF || lastTwo == CR_CR || lastFour == CR_LF_CR_LF;
  }
}
