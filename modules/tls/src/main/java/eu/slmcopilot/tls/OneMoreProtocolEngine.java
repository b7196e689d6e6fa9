package eu.slmcopilot.tls;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;

/**
 * An engine that agrees to one more application protocol than its user asks for, and does not bother the user with it.
 *
 * <p>A list it is and not a selector, because the JDK calls a selector when the certificate is chosen already (TLS 1.2).
 */
final class OneMoreProtocolEngine extends SSLEngine {
  private final SSLEngine inner;
  private final String protocol;

  OneMoreProtocolEngine(SSLEngine inner, String protocol) {
    this.inner = inner;
    this.protocol = protocol;
  }

  @Override
  public void setSSLParameters(SSLParameters parameters) {
    List<String> protocols = new ArrayList<>(Arrays.asList(parameters.getApplicationProtocols()));
    if (!protocols.isEmpty() && !protocols.contains(protocol)) {
      // Without any of its user's, a client that offers some must not be refused for want of ours.
      protocols.add(protocol);
      parameters.setApplicationProtocols(protocols.toArray(String[]::new));
    }
    inner.setSSLParameters(parameters);
  }

  @Override
  public SSLParameters getSSLParameters() {
    SSLParameters parameters = inner.getSSLParameters();
    parameters.setApplicationProtocols(Arrays.stream(parameters.getApplicationProtocols())
        .filter(offered -> !offered.equals(protocol))
        .toArray(String[]::new));
    return parameters;
  }

  /** None for the added one: there is nobody above to speak it. */
  @Override
  public String getApplicationProtocol() {
    String agreed = inner.getApplicationProtocol();
    return protocol.equals(agreed) ? "" : agreed;
  }

  @Override
  public String getHandshakeApplicationProtocol() {
    return inner.getHandshakeApplicationProtocol();
  }

  @Override
  public void setHandshakeApplicationProtocolSelector(
      BiFunction<SSLEngine, List<String>, String> selector) {
    inner.setHandshakeApplicationProtocolSelector(selector);
  }

  @Override
  public BiFunction<SSLEngine, List<String>, String> getHandshakeApplicationProtocolSelector() {
    return inner.getHandshakeApplicationProtocolSelector();
  }

  @Override
  public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer target)
      throws SSLException {
    return inner.wrap(sources, offset, length, target);
  }

  @Override
  public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] targets, int offset, int length)
      throws SSLException {
    return inner.unwrap(source, targets, offset, length);
  }

  @Override
  public String getPeerHost() {
    return inner.getPeerHost();
  }

  @Override
  public int getPeerPort() {
    return inner.getPeerPort();
  }

  @Override
  public void beginHandshake() throws SSLException {
    inner.beginHandshake();
  }

  @Override
  public void closeInbound() throws SSLException {
    inner.closeInbound();
  }

  @Override
  public void closeOutbound() {
    inner.closeOutbound();
  }

  @Override
  public Runnable getDelegatedTask() {
    return inner.getDelegatedTask();
  }

  @Override
  public boolean getEnableSessionCreation() {
    return inner.getEnableSessionCreation();
  }

  @Override
  public String[] getEnabledCipherSuites() {
    return inner.getEnabledCipherSuites();
  }

  @Override
  public String[] getEnabledProtocols() {
    return inner.getEnabledProtocols();
  }

  @Override
  public SSLEngineResult.HandshakeStatus getHandshakeStatus() {
    return inner.getHandshakeStatus();
  }

  @Override
  public boolean getNeedClientAuth() {
    return inner.getNeedClientAuth();
  }

  @Override
  public SSLSession getSession() {
    return inner.getSession();
  }

  @Override
  public SSLSession getHandshakeSession() {
    return inner.getHandshakeSession();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return inner.getSupportedCipherSuites();
  }

  @Override
  public String[] getSupportedProtocols() {
    return inner.getSupportedProtocols();
  }

  @Override
  public boolean getUseClientMode() {
    return inner.getUseClientMode();
  }

  @Override
  public boolean getWantClientAuth() {
    return inner.getWantClientAuth();
  }

  @Override
  public boolean isInboundDone() {
    return inner.isInboundDone();
  }

  @Override
  public boolean isOutboundDone() {
    return inner.isOutboundDone();
  }

  @Override
  public void setEnableSessionCreation(boolean allowed) {
    inner.setEnableSessionCreation(allowed);
  }

  @Override
  public void setEnabledCipherSuites(String[] suites) {
    inner.setEnabledCipherSuites(suites);
  }

  @Override
  public void setEnabledProtocols(String[] protocols) {
    inner.setEnabledProtocols(protocols);
  }

  @Override
  public void setNeedClientAuth(boolean needed) {
    inner.setNeedClientAuth(needed);
  }

  @Override
  public void setUseClientMode(boolean client) {
    inner.setUseClientMode(client);
  }

  @Override
  public void setWantClientAuth(boolean wanted) {
    inner.setWantClientAuth(wanted);
  }
}
