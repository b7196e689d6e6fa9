package eu.slmcopilot.gateway;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.AbstractServerConnection;
import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.ServerConnection;
import io.undertow.util.AttachmentKey;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.xnio.IoUtils;
import org.xnio.conduits.ReadReadyHandler;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Notices at once that a client has left while nothing is written to it.
 *
 * <p>Undertow stops reading an HTTP/1.1 connection while a request is being answered, so a closed socket would
 * show only at the next write, minutes later in a long prefill. An HTTP/2 connection is always read. Must be used
 * on the exchange's I/O thread, once the request body is read; once an answer is being written, {@link
 * ClientStream} notices a reset itself.
 */
final class ClientWatch {
  private static final AttachmentKey<ActiveWatches> ACTIVE =
      AttachmentKey.create(ActiveWatches.class);

  private record ActiveWatches(Set<ClientWatch> all) {}

  private final Runnable gone;
  private ActiveWatches others;
  private AbstractServerConnection watched;
  private boolean active = true;

  private ClientWatch(Runnable gone) {
    this.gone = gone;
  }

  /** Starts watching; {@code gone} is called at most once, and never after {@link #stop()}. */
  static ClientWatch start(HttpServerExchange exchange, Runnable gone) {
    ClientWatch watch = new ClientWatch(gone);
    ServerConnection connection = exchange.getConnection();
    watch.listenForClose(connection);
    if (!(connection instanceof AbstractServerConnection http1)) {
      watch.listenForReset(exchange);
    } else if (http1.getExtraBytes() == null) {
      watch.listen(http1);
    }
    return watch;
  }

  /** One listener a connection, however many requests it carries: they cannot be removed. */
  private void listenForClose(ServerConnection connection) {
    ActiveWatches watches = connection.getAttachment(ACTIVE);
    if (watches == null) {
      ActiveWatches first = new ActiveWatches(new HashSet<>());
      connection.putAttachment(ACTIVE, first);
      connection.addCloseListener(closed -> List.copyOf(first.all()).forEach(ClientWatch::leave));
      watches = first;
    }
    watches.all().add(this);
    others = watches;
  }

  /** A reset HTTP/2 stream wakes its writer, which finds itself closed. */
  private void listenForReset(HttpServerExchange exchange) {
    Connectors.getConduitSinkChannel(exchange).setWriteListener(channel -> {
      if (channel.isOpen()) {
        channel.suspendWrites();
      } else {
        leave();
      }
    });
  }

  private void listen(AbstractServerConnection connection) {
    watched = connection;
    StreamSourceConduit source = connection.getOriginalSourceConduit();
    source.setReadReadyHandler(new ReadReadyHandler() {
      @Override
      public void readReady() {
        look(connection);
      }

      @Override
      public void forceTermination() {
        IoUtils.safeClose(connection);
      }

      @Override
      public void terminated() {
        leave();
      }
    });
    source.resumeReads();
  }

  private void look(AbstractServerConnection connection) {
    PooledByteBuffer pooled = connection.getByteBufferPool().allocate();
    try {
      int read = connection.getOriginalSourceConduit().read(pooled.getBuffer());
      if (read > 0) {
        // The next request, sent before this one is answered: Undertow finds it as extra bytes.
        pooled.getBuffer().flip();
        connection.setExtraBytes(pooled);
        pooled = null;
        handBack();
      } else if (read < 0) {
        IoUtils.safeClose(connection);
        leave();
      }
    } catch (IOException e) {
      IoUtils.safeClose(connection);
      leave();
    } finally {
      IoUtils.safeClose(pooled);
    }
  }

  private void leave() {
    if (active) {
      active = false;
      others.all().remove(this);
      gone.run();
    }
  }

  /** Stops watching and gives the connection back as it was, so that it can carry the next request. */
  void stop() {
    active = false;
    others.all().remove(this);
    handBack();
  }

  private void handBack() {
    if (watched != null) {
      StreamSourceConduit source = watched.getOriginalSourceConduit();
      source.suspendReads();
      source.setReadReadyHandler(
          new ReadReadyHandler.ChannelListenerHandler<>(watched.getChannel().getSourceChannel()));
      watched = null;
    }
  }
}
