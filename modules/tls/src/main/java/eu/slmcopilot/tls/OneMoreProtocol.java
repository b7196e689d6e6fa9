package eu.slmcopilot.tls;

import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/** A context whose engines agree to one more application protocol than the server asks them to. */
final class OneMoreProtocol extends SSLContext {
  OneMoreProtocol(SSLContext inner, String protocol) {
    super(new Spi(inner, protocol), inner.getProvider(), inner.getProtocol());
  }

  private static final class Spi extends SSLContextSpi {
    private final SSLContext inner;
    private final String protocol;

    Spi(SSLContext inner, String protocol) {
      this.inner = inner;
      this.protocol = protocol;
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
      return new OneMoreProtocolEngine(inner.createSSLEngine(), protocol);
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
      return new OneMoreProtocolEngine(inner.createSSLEngine(host, port), protocol);
    }

    @Override
    protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random) {
      throw new IllegalStateException("this context has its keys already");
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
      return inner.getSocketFactory();
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
      return inner.getServerSocketFactory();
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
      return inner.getServerSessionContext();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
      return inner.getClientSessionContext();
    }

    @Override
    protected SSLParameters engineGetDefaultSSLParameters() {
      return inner.getDefaultSSLParameters();
    }

    @Override
    protected SSLParameters engineGetSupportedSSLParameters() {
      return inner.getSupportedSSLParameters();
    }
  }
}
