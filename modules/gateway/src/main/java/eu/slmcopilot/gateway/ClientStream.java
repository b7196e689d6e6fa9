package eu.slmcopilot.gateway;

import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.IoUtils;
import org.xnio.channels.StreamSinkChannel;

/** The answer on its way to the client: written at once, never buffered beyond what the socket takes. */
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
  private ByteBuffer last;
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

  /**
   * Writes what the socket takes.
   *
   * @return whether all of it is on its way; if not, {@link Listener#writable()} follows
   */
  boolean write(ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) {
        if (channel.write(bytes) == 0) {
          channel.resumeWrites();
          return false;
        }
      }
      if (flushEach && !channel.flush()) {
        channel.resumeWrites();
        return false;
      }
      return true;
    } catch (IOException e) {
      listener.gone();
      return false;
    }
  }

  /** Ends the answer once everything written is out. */
  void end() {
    endWith(ByteBuffer.allocate(0));
  }

  /** As {@link #end()}, with some last bytes, however slowly the client takes them. */
  void endWith(ByteBuffer bytes) {
    last = bytes;
    drain();
  }

  /** Breaks off, so that the client cannot take what it has for the whole answer. */
  void abort() {
    IoUtils.safeClose(channel);
  }

  private void drain() {
    if (last == null && !channel.isOpen()) {
      listener.gone();
      return;
    }
    try {
      if (!lastIsOut() || !channel.flush()) {
        channel.resumeWrites();
        return;
      }
      channel.suspendWrites();
      if (last == null) {
        listener.writable();
      } else {
        listener.finished();
        exchange.endExchange();
      }
    } catch (IOException e) {
      listener.gone();
    }
  }

  private boolean lastIsOut() throws IOException {
    if (last == null) {
      return true;
    }
    while (last.hasRemaining()) {
      if (channel.write(last) == 0) {
        return false;
      }
    }
    if (!closing) {
      closing = true;
      channel.shutdownWrites();
    }
    return true;
  }
}
