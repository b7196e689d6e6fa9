package eu.slmcopilot.gateway.listen;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.ConnectorStatistics;
import io.undertow.server.DelegateOpenListener;
import io.undertow.server.HttpHandler;
import io.undertow.server.protocol.http2.Http2OpenListener;
import org.xnio.OptionMap;
import org.xnio.StreamConnection;

/** HTTP/2 on connections that are read in turns; all else is Undertow's. */
record InTurns(Http2OpenListener http2) implements DelegateOpenListener {

  @Override
  public void handleEvent(StreamConnection connection, PooledByteBuffer alreadyRead) {
    FairSource.install(connection, alreadyRead.getBuffer());
    http2.handleEvent(connection, alreadyRead);
  }

  @Override
  public void handleEvent(StreamConnection connection) {
    throw new IllegalStateException("ALPN has read something first");
  }

  @Override
  public HttpHandler getRootHandler() {
    return http2.getRootHandler();
  }

  @Override
  public void setRootHandler(HttpHandler handler) {
    http2.setRootHandler(handler);
  }

  @Override
  public OptionMap getUndertowOptions() {
    return http2.getUndertowOptions();
  }

  @Override
  public void setUndertowOptions(OptionMap options) {
    http2.setUndertowOptions(options);
  }

  @Override
  public ByteBufferPool getBufferPool() {
    return http2.getBufferPool();
  }

  @Override
  public ConnectorStatistics getConnectorStatistics() {
    return http2.getConnectorStatistics();
  }

  @Override
  public void closeConnections() {
    http2.closeConnections();
  }
}
