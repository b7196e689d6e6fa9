package eu.slmcopilot.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** [SEC-06] One application protocol more, with certificates of its own, under a server that does not know it. */
class OneMoreProtocolTest {
  private static final String PROTOCOL = "acme-tls/1";

  @TempDir
  Path temp;

  private PrivateCa ca;
  private ServedCertificate served;
  private KeyMaterial special;
  private SSLEngine server;

  @BeforeEach
  void start() throws Exception {
    ca = new Cabinet(temp.resolve("tls")).ca();
    served = new ServedCertificate(ca.issue(Cabinet.LOCAL));
    special = ca.issue(CertificateNames.of(List.of("copilot.test")));
    Map<String, KeyMaterial> answers = Map.of("copilot.test", special);
    server = served
        .sslContext(PROTOCOL, new SpecialCertificates() {
          @Override
          public boolean any() {
            return true;
          }

          @Override
          public Optional<KeyMaterial> answer(String serverName) {
            return Optional.ofNullable(answers.get(serverName));
          }
        })
        .createSSLEngine();
    server.setUseClientMode(false);
    SSLParameters parameters = server.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
    server.setSSLParameters(parameters);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void whoOffersTheProtocolAloneGetsItsCertificate(String version) throws Exception {
    SSLEngine client = client(version, "Copilot.test", PROTOCOL);
    shakeHands(client);
    assertThat(client.getApplicationProtocol()).isEqualTo(PROTOCOL);
    assertThat(shown(client)).isEqualTo(special.leaf());
    assertThat(server.getApplicationProtocol()).as("nobody above speaks it").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void whoOffersAnotherAsWellGetsTheUsualOne(String version) throws Exception {
    SSLEngine client = client(version, "copilot.test", PROTOCOL, "http/1.1");
    shakeHands(client);
    assertThat(client.getApplicationProtocol()).isEqualTo("http/1.1");
    assertThat(shown(client)).isEqualTo(served.current().leaf());
  }

  @Test
  void aNameWithoutACertificateFailsTheHandshake() {
    assertThatThrownBy(() -> shakeHands(client("TLSv1.3", "other.test", PROTOCOL)))
        .isInstanceOf(SSLException.class);
  }

  @Test
  void theServersOwnListStaysAsItWasSet() {
    assertThat(server.getSSLParameters().getApplicationProtocols())
        .containsExactly("h2", "http/1.1");
  }

  private SSLEngine client(String version, String name, String... protocols) {
    SSLEngine client = ca.clientContext().createSSLEngine();
    client.setUseClientMode(true);
    SSLParameters parameters = client.getSSLParameters();
    parameters.setProtocols(new String[] {version});
    parameters.setServerNames(List.of(new SNIHostName(name)));
    parameters.setApplicationProtocols(protocols);
    client.setSSLParameters(parameters);
    return client;
  }

  private static X509Certificate shown(SSLEngine client) throws SSLException {
    return (X509Certificate) client.getSession().getPeerCertificates()[0];
  }

  /** Lets the two talk in memory until neither has anything left to say. */
  private void shakeHands(SSLEngine client) throws SSLException {
    client.beginHandshake();
    ByteBuffer toServer = ByteBuffer.allocate(64 << 10);
    ByteBuffer toClient = ByteBuffer.allocate(64 << 10);
    for (int turn = 0; turn < 50; turn++) {
      step(client, toClient, toServer);
      step(server, toServer, toClient);
    }
    assertThat(client.getHandshakeStatus()).isEqualTo(HandshakeStatus.NOT_HANDSHAKING);
  }

  private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
    if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
      engine.wrap(ByteBuffer.allocate(0), out);
      return;
    }
    in.flip();
    engine.unwrap(in, ByteBuffer.allocate(64 << 10));
    in.compact();
  }
}
