package eu.slmcopilot.gateway.upstream;

import eu.slmcopilot.gateway.course.Engine;
import io.undertow.client.ClientCallback;
import io.undertow.client.ClientConnection;
import io.undertow.client.ClientExchange;
import io.undertow.client.ClientRequest;
import io.undertow.client.ClientResponse;
import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.IoUtils;
import org.xnio.XnioIoThread;
import org.xnio.channels.StreamSourceChannel;

/** One request to the engine and its answer, read no faster than the client takes it. */
public final class UpstreamCall implements Engine.Call {

  /** Who hears of the answer; exactly one of {@code ended} and {@code failed} is called last, unless cancelled. */
  public interface Listener {
    /** The head of the answer is here. */
    void answered(ClientResponse response);

    /** Some bytes of the body, to be taken whole; to read no more, pause the call. */
    void took(ByteBuffer bytes);

    /** The body is complete. */
    void ended();

    /** The engine refused the connection or broke off. */
    void failed(IOException reason);
  }

  private final Upstream upstream;
  private final XnioIoThread thread;
  private final ByteBufferPool buffers;
  private final ClientRequest request;
  private final byte[] body;
  private final Listener listener;
  private ClientConnection connection;
  private StreamSourceChannel answer;
  private boolean kept;
  private boolean paused;
  private boolean reading;
  private boolean over;

  UpstreamCall(
      Upstream upstream,
      XnioIoThread thread,
      ByteBufferPool buffers,
      ClientRequest request,
      byte[] body,
      Listener listener) {
    this.upstream = upstream;
    this.thread = thread;
    this.buffers = buffers;
    this.request = request;
    this.body = body;
    this.listener = listener;
  }

  /** Starts on a connection that served before, and may have been closed by the engine since. */
  void startOn(ClientConnection idle) {
    kept = true;
    start(idle);
  }

  void start(ClientConnection opened) {
    if (over) {
      IoUtils.safeClose(opened);
      return;
    }
    connection = opened;
    opened.sendRequest(request, new ClientCallback<>() {
      @Override
      public void completed(ClientExchange exchange) {
        exchange.setResponseListener(onAnswer(opened));
        BodySender.send(body, exchange.getRequestChannel(), e -> broken(opened, e));
      }

      @Override
      public void failed(IOException e) {
        broken(opened, e);
      }
    });
  }

  private ClientCallback<ClientExchange> onAnswer(ClientConnection opened) {
    return new ClientCallback<>() {
      @Override
      public void completed(ClientExchange exchange) {
        if (over) {
          return;
        }
        answer = exchange.getResponseChannel();
        answer.getReadSetter().set(channel -> read());
        listener.answered(exchange.getResponse());
        read();
      }

      @Override
      public void failed(IOException e) {
        broken(opened, e);
      }
    };
  }

  @Override
  public void pause() {
    paused = true;
    if (answer != null && !over) {
      answer.suspendReads();
    }
  }

  @Override
  public void resume() {
    paused = false;
    if (!over && answer != null && !reading) {
      read();
    }
  }

  private void read() {
    if (over) {
      return;
    }
    reading = true;
    try (PooledByteBuffer pooled = buffers.allocate()) {
      ByteBuffer buffer = pooled.getBuffer();
      int count = 0;
      while (!over && !paused) {
        count = answer.read(buffer.clear());
        if (count <= 0) {
          break;
        }
        listener.took(buffer.flip());
      }
      reading = false;
      goOn(count);
    } catch (IOException | RuntimeException e) {
      reading = false;
      // A defect must end the request too: nobody above would.
      giveUp(e instanceof IOException io ? io : new IOException(e));
    }
  }

  private void goOn(int count) {
    if (over) {
      return;
    }
    if (paused) {
      answer.suspendReads();
    } else if (count < 0) {
      end();
    } else {
      answer.resumeReads();
    }
  }

  private void end() {
    over = true;
    upstream.keep(connection);
    listener.ended();
  }

  /** One broken connection is reported several times, by its writer, its reader and its closing. */
  private void broken(ClientConnection opened, IOException reason) {
    if (opened != connection) {
      return;
    }
    if (!over && kept && answer == null) {
      // The engine hung up on an idle connection just as it was taken: it never saw the request.
      kept = false;
      connection = null;
      closeNow(opened);
      upstream.open(thread, this);
    } else {
      giveUp(reason);
    }
  }

  /** Ends the call as failed, with no second try. */
  public void giveUp(IOException reason) {
    if (!over) {
      cancel();
      listener.failed(reason);
    }
  }

  /** Breaks off: closing the connection is how an engine learns that nobody waits any more. */
  @Override
  public void cancel() {
    if (!over) {
      over = true;
      if (connection != null) {
        closeNow(connection);
      }
    }
  }

  /**
   * Undertow's own close waits up to ten seconds for the engine to finish, before the engine hears of it; what
   * lies under the connection can be had only as for an upgrade, and closes at once.
   */
  private static void closeNow(ClientConnection connection) {
    if (!connection.isOpen()) {
      return;
    }
    try {
      IoUtils.safeClose(connection.performUpgrade());
    } catch (IOException alreadyClosed) {
      IoUtils.safeClose(connection);
    }
  }
}
