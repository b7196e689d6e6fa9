package eu.slmcopilot.tls;

import java.security.SecureRandom;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * Two contexts as one: a fast one, and the JDK's for what that cannot do.
 */
final class ServingContext extends SSLContext {
  private static final SpecialCertificates NONE = new SpecialCertificates() {
    @Override
    public boolean any() {
      return false;
    }

    @Override
    public Optional<KeyMaterial> answer(String serverName) {
      return Optional.empty();
    }
  };

  ServingContext(SSLContext fast, SSLContext jdk) {
    this(fast, jdk, "", NONE);
  }

  /** BoringSSL chooses the certificate before the protocol (ALPN): special ones need the JDK's engines. */
  ServingContext(SSLContext fast, SSLContext jdk, String protocol, SpecialCertificates special) {
    super(new Spi(fast, jdk, protocol, special), fast.getProvider(), fast.getProtocol());
  }

  private static final class Spi extends SSLContextSpi {
    private final SSLContext fast;
    private final SSLContext jdk;
    private final String protocol;
    private final SpecialCertificates special;

    Spi(SSLContext fast, SSLContext jdk, String protocol, SpecialCertificates special) {
      this.fast = fast;
      this.jdk = jdk;
      this.protocol = protocol;
      this.special = special;
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
      return special.any()
          ? new OneMoreProtocolEngine(jdk.createSSLEngine(), protocol)
          : fast.createSSLEngine();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
      return special.any()
          ? new OneMoreProtocolEngine(jdk.createSSLEngine(host, port), protocol)
          : fast.createSSLEngine(host, port);
    }

    @Override
    protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random) {
      throw new IllegalStateException("this context has its keys already");
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
      return fast.getSocketFactory();
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
      return fast.getServerSocketFactory();
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
      return fast.getServerSessionContext();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
      return fast.getClientSessionContext();
    }

    @Override
    protected SSLParameters engineGetDefaultSSLParameters() {
      return fast.getDefaultSSLParameters();
    }

    @Override
    protected SSLParameters engineGetSupportedSSLParameters() {
      return fast.getSupportedSSLParameters();
    }
  }
}
