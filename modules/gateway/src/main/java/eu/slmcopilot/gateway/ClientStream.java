package eu.slmcopilot.gateway;

import eu.slmcopilot.gateway.course.Timer;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.xnio.IoUtils;
import org.xnio.channels.StreamSinkChannel;

/**
 * The answer on its way to the client: written at once. What the socket does not take is kept, and whoever sends is
 * asked to stop until it is out.
 */
final class ClientStream {

  /** Who hears how the client takes the answer. */
  interface Listener {
    /** The client takes bytes again. */
    void writable();

    /** The answer is out, to its last byte. */
    void finished();

    /** The client has gone. */
    void gone();
  }

  /**
   * How what a client does not take is kept.
   *
   * @param unsent counts it
   * @param idle how long a client may take nothing
   */
  record Keeping(Unsent unsent, Duration idle) {}

  private final HttpServerExchange exchange;
  private final Keeping keeping;
  private final boolean flushEach;
  private final Listener listener;
  private final StreamSinkChannel channel;
  private final Deque<ByteBuffer> kept = new ArrayDeque<>();
  private long held;
  private boolean took;
  private Timer.Alarm stall;
  private boolean unflushed;
  private boolean ending;
  private boolean closing;

  /**
   * Begins the answer; status and headers must be set.
   *
   * @param flushEach whether every write goes out at once, as events must, or when a buffer is full
   */
  ClientStream(HttpServerExchange exchange, Keeping keeping, boolean flushEach, Listener listener) {
    this.exchange = exchange;
    this.keeping = keeping;
    this.flushEach = flushEach;
    this.listener = listener;
    this.channel = exchange.getResponseChannel();
    channel.getWriteSetter().set(ready -> drain());
  }

  /** Writes what the socket takes, and keeps a copy of the rest. */
  void send(ByteBuffer bytes) {
    try {
      if (kept.isEmpty()) {
        writeTo(bytes);
      }
      if (bytes.hasRemaining()) {
        keep(ByteBuffer.allocate(bytes.remaining()).put(bytes).flip());
      }
      unflushed = kept.isEmpty() && flushEach && !channel.flush();
      if (isBehind()) {
        channel.resumeWrites();
        watch();
      }
    } catch (IOException e) {
      fail();
    }
  }

  private void keep(ByteBuffer bytes) {
    kept.add(bytes);
    held += bytes.remaining();
    keeping.unsent().add(bytes.remaining());
  }

  /** Whether something sent is not out; if so, {@link Listener#writable()} follows. */
  boolean isBehind() {
    return unflushed || !kept.isEmpty();
  }

  /** Whether so much is kept that no more should be sent now. */
  boolean isBlocked() {
    return keeping.unsent().isTooMuch(held);
  }

  private void writeTo(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining() && channel.write(bytes) > 0) {
      took = true;
    }
  }

  /** From now until all is out, the client must take something in each span of time. */
  private void watch() {
    if (stall == null) {
      took = false;
      stall = new IoTimer(exchange.getIoThread()).after(keeping.idle(), () -> {
        stall = null;
        if (took) {
          watch();
        } else {
          abort();
          fail();
        }
      });
    }
  }

  private void fail() {
    release();
    listener.gone();
  }

  /** Nothing is owed any more. */
  private void release() {
    if (stall != null) {
      stall.cancel();
      stall = null;
    }
    keeping.unsent().add(-held);
    held = 0;
    kept.clear();
  }

  /** Ends the answer once everything sent is out. */
  void end() {
    ending = true;
    drain();
  }

  /** As {@link #end()}, with some last bytes, however slowly the client takes them. */
  void endWith(ByteBuffer last) {
    keep(last);
    end();
  }

  /** Breaks off, so that the client cannot take what it has for the whole answer. */
  void abort() {
    release();
    IoUtils.safeClose(channel);
  }

  private void drain() {
    if (!ending && !channel.isOpen()) {
      fail();
      return;
    }
    try {
      if (!keptIsOut() || !channel.flush()) {
        channel.resumeWrites();
        watch();
        return;
      }
      release();
      unflushed = false;
      channel.suspendWrites();
      if (ending) {
        listener.finished();
        exchange.endExchange();
      } else {
        listener.writable();
      }
    } catch (IOException e) {
      fail();
    }
  }

  private boolean keptIsOut() throws IOException {
    for (ByteBuffer next = kept.peek(); next != null; next = kept.peek()) {
      writeTo(next);
      if (next.hasRemaining()) {
        return false;
      }
      kept.remove();
    }
    if (ending && !closing) {
      closing = true;
      channel.shutdownWrites();
    }
    return true;
  }
}
