package eu.slmcopilot.gateway.listen;

import java.nio.ByteBuffer;

/**
 * Tells a flood of frames that carry nothing (PING, SETTINGS, PRIORITY, WINDOW_UPDATE, empty DATA; RFC 9113 section
 * 10.5) from a client that works: whoever sends eight times as much around its requests as in them, beyond the first
 * MiB, floods. Reads frame heads only, wherever the bytes are split. Not thread-safe.
 */
final class Http2Flood {
  private static final int PREFACE = 24;
  private static final int HEAD = 9;
  private static final int TYPE = 3;
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int MOST_IDLE = 1 << 20;
  private static final int MOST_TIMES = 8;

  private int skip = PREFACE;
  private int column;
  private int length;
  private boolean payload;
  private long idle;
  private long useful;

  /**
   * Looks at the next bytes, and leaves the buffer as it is.
   *
   * @return whether it is a flood
   */
  boolean passed(ByteBuffer bytes, int from, int to) {
    int at = from;
    while (at < to) {
      if (skip > 0) {
        int some = Math.min(skip, to - at);
        skip -= some;
        at += some;
        count(some);
      } else {
        head(bytes.get(at));
        at++;
      }
    }
    return idle > MOST_TIMES * useful + MOST_IDLE;
  }

  private void count(int some) {
    if (payload) {
      useful += some;
    } else {
      idle += some;
    }
  }

  private void head(byte next) {
    idle++;
    if (column < TYPE) {
      length = length << Byte.SIZE | (next & 0xff);
    } else if (column == TYPE) {
      payload = next == DATA || next == HEADERS;
    }
    column++;
    if (column == HEAD) {
      skip = length;
      length = 0;
      column = 0;
    }
  }
}
