package eu.slmcopilot.gateway.listen;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.RejectedExecutionException;
import org.xnio.StreamConnection;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.StreamSourceConduit;

/**
 * What an HTTP/2 client sends, read in turns with other connections: Undertow reads one as long as there is something,
 * and a client that always has something would have the I/O thread for itself. A flood ends the connection.
 */
final class FairSource extends AbstractStreamSourceConduit<StreamSourceConduit> {
  private static final int TURN = 256 << 10;

  private final StreamConnection connection;
  private final Http2Flood flood = new Http2Flood();
  private int inThisTurn;
  private boolean waiting;

  private FairSource(StreamSourceConduit next, StreamConnection connection) {
    super(next);
    this.connection = connection;
  }

  /** Reads this connection in turns from now on; some of it may have been read already. */
  static void install(StreamConnection connection, ByteBuffer alreadyRead) {
    FairSource source = new FairSource(connection.getSourceChannel().getConduit(), connection);
    source.flood.passed(alreadyRead, alreadyRead.position(), alreadyRead.limit());
    connection.getSourceChannel().setConduit(source);
  }

  @Override
  public int read(ByteBuffer to) throws IOException {
    if (inThisTurn > TURN) {
      giveWay();
      return 0;
    }
    int from = to.position();
    int count = next.read(to);
    if (count <= 0) {
      inThisTurn = 0;
      return count;
    }
    inThisTurn += count;
    if (flood.passed(to, from, to.position())) {
      throw new IOException("a flood of HTTP/2 frames that carry nothing");
    }
    return count;
  }

  private void giveWay() {
    if (waiting) {
      return;
    }
    waiting = true;
    try {
      connection.getIoThread().execute(() -> {
        waiting = false;
        inThisTurn = 0;
        if (next.isReadResumed()) {
          next.wakeupReads();
        }
      });
    } catch (RejectedExecutionException stopped) {
      // It ends with its thread.
    }
  }

  @Override
  public long read(ByteBuffer[] to, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      if (to[i].hasRemaining()) {
        return read(to[i]);
      }
    }
    return 0;
  }

  @Override
  public long transferTo(long position, long count, FileChannel target) {
    throw new UnsupportedOperationException("frames go to no file");
  }

  @Override
  public long transferTo(long count, ByteBuffer through, StreamSinkChannel target) {
    throw new UnsupportedOperationException("frames are not passed on");
  }
}
