package eu.slmcopilot.gateway.listen;

import io.undertow.UndertowOptions;
import io.undertow.connector.ByteBufferPool;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import io.undertow.server.HttpHandler;
import io.undertow.server.OpenListener;
import io.undertow.server.protocol.http.AlpnOpenListener;
import io.undertow.server.protocol.http.HttpOpenListener;
import io.undertow.server.protocol.http2.Http2OpenListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.xnio.ChannelListener;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Sequence;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;
import org.xnio.ssl.SslConnection;

/**
 * Listening sockets, TLS and plain. A connection too many is closed before anything is spent on it, a handshake least of
 * all; one that brings no whole request head in time is closed as well. Thread-safe.
 *
 * <p>Undertow's own builder can do neither: it counts nothing, its time limits begin with the first byte after the
 * handshake, and its plain port speaks HTTP/2 as soon as the TLS one does.
 */
public final class Listeners implements AutoCloseable {
  private static final int BACKLOG = 1000;
  private static final Duration IDLE = Duration.ofSeconds(75);
  private static final int HTTP2_STREAMS = 128;

  // Forward secrecy and AEAD only (RFC 9325 section 4.2), the cheapest for a CPU first. The one
  // with RSA and
  // AES 128 must be there for HTTP/2.
  private static final Sequence<String> SUITES = Sequence.of(
      "TLS_AES_128_GCM_SHA256",
      "TLS_AES_256_GCM_SHA384",
      "TLS_CHACHA20_POLY1305_SHA256",
      "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
      "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
      "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
      "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
      "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
      "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");
  private static final OptionMap TLS = OptionMap.builder()
      .set(Options.SSL_ENABLED_PROTOCOLS, Sequence.of("TLSv1.3", "TLSv1.2"))
      .set(Options.SSL_ENABLED_CIPHER_SUITES, SUITES)
      .set(UndertowOptions.SSL_USER_CIPHER_SUITES_ORDER, true)
      .getMap();

  private final XnioWorker worker;
  private final ByteBufferPool buffers;
  private final OptionMap http;
  private final OpenConnections connections;
  private final Duration head;
  private final Map<SocketAddress, Held> held = new ConcurrentHashMap<>();
  private final List<AcceptingChannel<?>> sockets = new CopyOnWriteArrayList<>();

  /**
   * No socket yet.
   *
   * @param headerBytes beyond this a request head gets a bare 400; HTTP/2 has 20,000 bytes of Undertow's own
   * @param head how long a request head may take; the first one from the connection's opening, handshake included
   */
  public Listeners(
      XnioWorker worker,
      ByteBufferPool buffers,
      int headerBytes,
      OpenConnections connections,
      Duration head) {
    this.worker = worker;
    this.buffers = buffers;
    this.http = http(headerBytes, head);
    this.connections = connections;
    this.head = head;
  }

  private static OptionMap http(int headerBytes, Duration head) {
    return OptionMap.builder()
        .set(UndertowOptions.BUFFER_PIPELINED_DATA, true)
        .set(UndertowOptions.DECODE_URL, false)
        .set(UndertowOptions.ALLOW_UNKNOWN_PROTOCOLS, false)
        .set(UndertowOptions.MAX_HEADER_SIZE, headerBytes)
        .set(UndertowOptions.REQUEST_PARSE_TIMEOUT, (int) head.toMillis())
        .set(UndertowOptions.NO_REQUEST_TIMEOUT, (int) IDLE.toMillis())
        // This is about HTTP/2 without TLS; where ALPN chose it, it is spoken all the same.
        .set(UndertowOptions.ENABLE_HTTP2, false)
        .set(UndertowOptions.HTTP2_SETTINGS_ENABLE_PUSH, false)
        .set(UndertowOptions.HTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, HTTP2_STREAMS)
        .set(UndertowOptions.MAX_RST_FRAMES_PER_WINDOW, Held.MOST_TAKEN_BACK)
        .set(UndertowOptions.RST_FRAMES_TIME_WINDOW, (int) Held.WINDOW.toMillis())
        .getMap();
  }

  /**
   * Listens for plain HTTP/1.1.
   *
   * @return where, with the real port when 0 was asked for
   * @throws IOException when the port cannot be had
   */
  public InetSocketAddress plain(InetSocketAddress address, HttpHandler handler)
      throws IOException {
    HttpOpenListener protocol = new HttpOpenListener(buffers, http);
    protocol.setRootHandler(handler);
    return listen(address, connection -> handOver(connection, connection, protocol));
  }

  /**
   * Listens for HTTP/1.1 and HTTP/2 over TLS 1.2 and 1.3.
   *
   * @return where, with the real port when 0 was asked for
   * @throws IOException when the port cannot be had
   */
  public InetSocketAddress tls(InetSocketAddress address, SSLContext context, HttpHandler handler)
      throws IOException {
    HttpOpenListener http1 = new HttpOpenListener(buffers, http);
    Http2OpenListener http2 = new Http2OpenListener(buffers, http);
    AlpnOpenListener protocol = new AlpnOpenListener(buffers, http, http1);
    protocol.addProtocol(Http2OpenListener.HTTP2, new InTurns(http2), 10);
    protocol.setRootHandler(handler);
    UndertowXnioSsl ssl = new UndertowXnioSsl(
        Xnio.getInstance(Listeners.class.getClassLoader()),
        OptionMap.create(Options.USE_DIRECT_BUFFERS, true),
        context);
    return listen(address, connection -> {
      SslConnection wrapped = ssl.wrapExistingConnection(connection, TLS, false);
      handOver(connection, wrapped, protocol);
    });
  }

  private InetSocketAddress listen(InetSocketAddress address, Consumer<StreamConnection> serve)
      throws IOException {
    ChannelListener<AcceptingChannel<StreamConnection>> accept =
        ChannelListeners.openListenerAdapter(connection -> admit(connection, serve));
    AcceptingChannel<StreamConnection> socket = worker.createStreamConnectionServer(
        address,
        accept,
        OptionMap.builder()
            .set(Options.TCP_NODELAY, true)
            .set(Options.KEEP_ALIVE, true)
            .set(Options.REUSE_ADDRESSES, true)
            .set(Options.WORKER_IO_THREADS, worker.getIoThreadCount())
            .set(Options.BALANCING_TOKENS, 1)
            .set(Options.BALANCING_CONNECTIONS, 2)
            .set(Options.BACKLOG, BACKLOG)
            .getMap());
    sockets.add(socket);
    socket.resumeAccepts();
    return socket.getLocalAddress(InetSocketAddress.class);
  }

  private void admit(StreamConnection connection, Consumer<StreamConnection> serve) {
    InetSocketAddress peer = connection.getPeerAddress(InetSocketAddress.class);
    if (peer == null || !connections.enter(peer.getAddress())) {
      IoUtils.safeClose(connection);
      return;
    }
    held.put(peer, Held.admitted(connection, head));
    serve.accept(connection);
  }

  /** The protocol sets its own listener for the closing, ours goes around it. */
  private void handOver(StreamConnection raw, StreamConnection connection, OpenListener protocol) {
    InetSocketAddress peer = raw.getPeerAddress(InetSocketAddress.class);
    protocol.handleEvent(connection);
    ChannelListener<? super StreamConnection> own = raw.getCloseListener();
    raw.setCloseListener(closed -> {
      letGo(peer);
      ChannelListeners.invokeChannelListener(closed, own);
    });
    if (!raw.isOpen()) {
      letGo(peer);
    }
  }

  private void letGo(InetSocketAddress peer) {
    Held gone = held.remove(peer);
    if (gone != null) {
      gone.requested();
      connections.leave(peer.getAddress());
    }
  }

  /** The connection from this peer has brought a whole request head. */
  public void requested(SocketAddress peer) {
    Held connection = held.get(peer);
    if (connection != null) {
      connection.requested();
    }
  }

  /**
   * The connection from this peer has taken back a request; one that does nothing else is closed (CVE-2023-44487).
   * Undertow's own count overlooks requests without a body.
   */
  public void takenBack(SocketAddress peer) {
    Held connection = held.get(peer);
    if (connection != null) {
      connection.takenBack();
    }
  }

  /** Takes no more connections; those there are go on. */
  @Override
  public void close() {
    sockets.forEach(IoUtils::safeClose);
    sockets.clear();
  }
}
