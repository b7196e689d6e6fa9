package eu.slmcopilot.engine;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.IoUtils;
import org.xnio.conduits.ConduitStreamSourceChannel;
import org.xnio.conduits.ReadReadyHandler;

/**
 * Notices that the client of an HTTP/1.1 request has closed its connection while nothing is being
 * read or written, which Undertow by itself does not look for. Starts once the request's body is
 * read; gives the connection back for the next request when the answer is complete. Everything
 * here but {@link #start} runs on the connection's I/O thread.
 */
final class ConnectionWatch implements ReadReadyHandler, ExchangeCompletionListener {
  private final HttpServerConnection connection;
  private final Runnable departed;
  private boolean over;

  private ConnectionWatch(HttpServerConnection connection, Runnable departed) {
    this.connection = connection;
    this.departed = departed;
  }

  /** Calls back, at most once or twice and on an I/O thread, when the exchange's client leaves. */
  static void start(HttpServerExchange exchange, Runnable departed) {
    HttpServerConnection connection = (HttpServerConnection) exchange.getConnection();
    ConnectionWatch watch = new ConnectionWatch(connection, departed);
    connection.addCloseListener(closed -> departed.run());
    exchange.addExchangeCompleteListener(watch);
    exchange.getIoThread().execute(watch::begin);
  }

  private void begin() {
    if (!over && connection.isOpen()) {
      connection.getOriginalSourceConduit().setReadReadyHandler(this);
      connection.getOriginalSourceConduit().resumeReads();
    }
  }

  @Override
  public void readReady() {
    PooledByteBuffer pooled = connection.getByteBufferPool().allocate();
    boolean kept = false;
    try {
      ByteBuffer buffer = pooled.getBuffer();
      int count = connection.getOriginalSourceConduit().read(buffer);
      if (count < 0) {
        leave();
      } else if (count > 0) {
        // The client's next request, early: Undertow takes it up after this answer.
        buffer.flip();
        connection.getOriginalSourceConduit().suspendReads();
        connection.ungetRequestBytes(pooled);
        kept = true;
      }
    } catch (IOException e) {
      leave();
    } finally {
      if (!kept) {
        pooled.close();
      }
    }
  }

  @Override
  public void forceTermination() {
    leave();
  }

  @Override
  public void terminated() {
    leave();
  }

  private void leave() {
    departed.run();
    IoUtils.safeClose(connection);
  }

  @Override
  public void exchangeEvent(HttpServerExchange exchange, NextListener next) {
    if (exchange.isInIoThread()) {
      giveBack(next);
    } else {
      exchange.getIoThread().execute(() -> giveBack(next));
    }
  }

  private void giveBack(NextListener next) {
    over = true;
    if (connection.isOpen()) {
      ConduitStreamSourceChannel channel = connection.getChannel().getSourceChannel();
      connection.getOriginalSourceConduit().suspendReads();
      connection
          .getOriginalSourceConduit()
          .setReadReadyHandler(new ReadReadyHandler.ChannelListenerHandler<>(channel));
    }
    next.proceed();
  }
}
