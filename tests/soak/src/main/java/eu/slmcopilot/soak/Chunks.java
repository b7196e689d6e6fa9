package eu.slmcopilot.soak;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The body of a chunked answer; a cut in its middle is an error, not an end. */
@SuppressWarnings(
    "InputStreamSlowMultibyteRead") // lines are read byte by byte, from a buffer beneath
final class Chunks extends InputStream {
  private static final int HEX = 16;

  private final InputStream in;
  private long left;
  private boolean ended;

  Chunks(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    if (ended) {
      return -1;
    }
    if (left == 0) {
      String size = ChatCall.line(in);
      if (size != null && size.isEmpty()) {
        size = ChatCall.line(in);
      }
      if (size == null) {
        throw new EOFException("cut between chunks");
      }
      left = Long.parseLong(size.strip(), HEX);
      if (left == 0) {
        ended = true;
        return -1;
      }
    }
    int next = in.read();
    if (next < 0) {
      throw new EOFException("cut within a chunk");
    }
    left--;
    return next;
  }
}
