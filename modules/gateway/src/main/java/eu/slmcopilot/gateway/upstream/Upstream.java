package eu.slmcopilot.gateway.upstream;

import io.undertow.UndertowOptions;
import io.undertow.client.ClientCallback;
import io.undertow.client.ClientConnection;
import io.undertow.client.ClientRequest;
import io.undertow.client.UndertowClient;
import io.undertow.connector.ByteBufferPool;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.XnioExecutor;
import org.xnio.XnioIoThread;

/**
 * The way to the engine: one connection a running request, kept for the next one on the same I/O thread.
 *
 * <p>All of a call happens on the I/O thread of its client's connection, so nothing here locks. There is no
 * limit on connections and no queue: how many requests may run is admission's business.
 */
public final class Upstream {
  private static final OptionMap OPTIONS = OptionMap.builder()
      .set(UndertowOptions.ENABLE_HTTP2, false)
      .set(Options.TCP_NODELAY, true)
      .set(Options.KEEP_ALIVE, true)
      .getMap();

  private final URI base;
  private final ByteBufferPool buffers;
  private final Duration connect;
  private final Map<XnioIoThread, IdleConnections> idle = new ConcurrentHashMap<>();

  /**
   * To one engine; opens nothing yet.
   *
   * @param base {@code http://host:port}, with a path before all others if it has one
   * @param connect how long opening a connection may take
   */
  public Upstream(URI base, ByteBufferPool buffers, Duration connect) {
    this.base = base;
    this.buffers = buffers;
    this.connect = connect;
  }

  /** A request to the engine, with the headers that every one has. */
  public ClientRequest request(HttpString method, String path) {
    ClientRequest request = new ClientRequest().setMethod(method).setPath(prefix() + path);
    request.getRequestHeaders().put(Headers.HOST, base.getRawAuthority());
    return request;
  }

  /**
   * Sends a request; must be called on the given I/O thread, where the listener is called too.
   *
   * @return the call, to be paused, resumed or cancelled
   */
  public UpstreamCall call(
      XnioIoThread thread, ClientRequest request, byte[] body, UpstreamCall.Listener listener) {
    if (body.length > 0) {
      request.getRequestHeaders().put(Headers.CONTENT_LENGTH, body.length);
    }
    UpstreamCall call = new UpstreamCall(this, thread, buffers, request, body, listener);
    ClientConnection kept = takeIdle(thread);
    if (kept != null) {
      call.startOn(kept);
    } else {
      open(thread, call);
    }
    return call;
  }

  /** Connects anew for this call. */
  void open(XnioIoThread thread, UpstreamCall call) {
    XnioExecutor.Key timer = thread.executeAfter(
        () -> call.giveUp(
            new ConnectException("connecting took longer than " + connect.toMillis() + " ms")),
        connect.toMillis(),
        TimeUnit.MILLISECONDS);
    ClientCallback<ClientConnection> connected = new ClientCallback<>() {
      @Override
      public void completed(ClientConnection connection) {
        timer.remove();
        call.start(connection);
      }

      @Override
      public void failed(IOException e) {
        timer.remove();
        // Whatever the reason: the engine never saw the request.
        call.giveUp(e instanceof ConnectException ? e : unreachable(e));
      }
    };
    try {
      UndertowClient.getInstance().connect(connected, base, thread, buffers, OPTIONS);
    } catch (UnresolvedAddressException noSuchHost) {
      connected.failed(unreachable(noSuchHost));
    }
  }

  private ConnectException unreachable(Exception reason) {
    ConnectException failed = new ConnectException("no connection to " + base.getHost());
    failed.initCause(reason);
    return failed;
  }

  /** Takes back a connection whose answer was read to its end. */
  void keep(ClientConnection connection) {
    idle.computeIfAbsent(connection.getIoThread(), IdleConnections::new).add(connection);
  }

  private ClientConnection takeIdle(XnioIoThread thread) {
    IdleConnections mine = idle.get(thread);
    return mine == null ? null : mine.take();
  }

  private String prefix() {
    String path = base.getRawPath();
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
