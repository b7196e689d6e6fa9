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
  private boolean ending;

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
    ending = true;
    try {
      channel.shutdownWrites();
      drain();
    } catch (IOException e) {
      listener.gone();
    }
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
      if (!channel.flush()) {
        channel.resumeWrites();
        return;
      }
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
}
