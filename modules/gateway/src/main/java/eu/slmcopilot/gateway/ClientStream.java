package eu.slmcopilot.gateway;

import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
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

  private final HttpServerExchange exchange;
  private final boolean flushEach;
  private final Listener listener;
  private final StreamSinkChannel channel;
  private final Deque<ByteBuffer> kept = new ArrayDeque<>();
  private boolean unflushed;
  private boolean ending;
  private boolean closing;

  /**
   * Begins the answer; status and headers must be set.
   *
   * @param flushEach whether every write goes out at once, as events must, or when a buffer is full
   */
  ClientStream(HttpServerExchange exchange, boolean flushEach, Listener listener) {
    this.exchange = exchange;
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
        kept.add(ByteBuffer.allocate(bytes.remaining()).put(bytes).flip());
      }
      unflushed = kept.isEmpty() && flushEach && !channel.flush();
      if (isBlocked()) {
        channel.resumeWrites();
      }
    } catch (IOException e) {
      listener.gone();
    }
  }

  /** Whether something sent is not out; if so, {@link Listener#writable()} follows. */
  boolean isBlocked() {
    return unflushed || !kept.isEmpty();
  }

  private void writeTo(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining() && channel.write(bytes) > 0) {}
  }

  /** Ends the answer once everything sent is out. */
  void end() {
    ending = true;
    drain();
  }

  /** As {@link #end()}, with some last bytes, however slowly the client takes them. */
  void endWith(ByteBuffer last) {
    kept.add(last);
    end();
  }

  /** Breaks off, so that the client cannot take what it has for the whole answer. */
  void abort() {
    IoUtils.safeClose(channel);
  }

  private void drain() {
    if (!ending && !channel.isOpen()) {
      listener.gone();
      return;
    }
    try {
      if (!keptIsOut() || !channel.flush()) {
        channel.resumeWrites();
        return;
      }
      unflushed = false;
      channel.suspendWrites();
      if (ending) {
        listener.finished();
        exchange.endExchange();
      } else {
        listener.writable();
      }
    } catch (IOException e) {
      listener.gone();
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
