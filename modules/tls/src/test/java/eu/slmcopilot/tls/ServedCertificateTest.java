package eu.slmcopilot.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** [SEC-01] [SEC-06] The certificate served over real sockets, and its change while it runs. */
class ServedCertificateTest {
  @TempDir
  Path temp;

  private PrivateCa ca;
  private ServedCertificate served;
  private EchoServer server;

  @BeforeEach
  void start() throws Exception {
    ca = new Cabinet(temp.resolve("tls")).ca();
    served = new ServedCertificate(ca.issue(Cabinet.LOCAL));
    server = new EchoServer(served.sslContext());
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  /** A context of its own each time, so that no session is resumed. */
  private SSLSocket connect(String host, String... protocols) throws Exception {
    SSLSocket socket =
        (SSLSocket) ca.clientContext().getSocketFactory().createSocket(host, server.port());
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    if (protocols.length > 0) {
      parameters.setProtocols(protocols);
    }
    socket.setSSLParameters(parameters);
    socket.setSoTimeout(10_000);
    socket.startHandshake();
    return socket;
  }

  private static X509Certificate shown(SSLSocket socket) throws IOException {
    return (X509Certificate) socket.getSession().getPeerCertificates()[0];
  }

  private static void assertEchoes(SSLSocket socket) throws IOException {
    socket.getOutputStream().write('x');
    socket.getOutputStream().flush();
    assertThat(socket.getInputStream().read()).isEqualTo('x');
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aClientThatTrustsOnlyTheCaIsServedByNameAndByAddress(String protocol) throws Exception {
    for (String host : List.of("localhost", "127.0.0.1")) {
      try (SSLSocket socket = connect(host, protocol)) {
        assertEchoes(socket);
        assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
        assertThat(shown(socket)).isEqualTo(served.current().leaf());
      }
    }
    assertThat(served.handshakes()).isEqualTo(2);
  }

  @Test
  void aNameTheLeafIsNotForIsRefusedByTheClient() throws Exception {
    served.replace(ca.issue(CertificateNames.of(List.of("elsewhere.example"))));
    assertThatThrownBy(() -> connect("localhost")).isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void aClientThatTrustsAnotherCaRefuses() throws Exception {
    ca = new Cabinet(temp.resolve("other")).ca();
    assertThatThrownBy(() -> connect("localhost")).isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void aReplacedLeafIsShownToNewHandshakesWhileAnOpenConnectionLives() throws Exception {
    try (SSLSocket open = connect("localhost")) {
      assertEchoes(open);
      X509Certificate before = shown(open);
      served.replace(ca.issue(Cabinet.LOCAL));
      try (SSLSocket later = connect("localhost")) {
        assertEchoes(later);
        assertThat(shown(later)).isEqualTo(served.current().leaf()).isNotEqualTo(before);
      }
      assertEchoes(open);
      assertThat(shown(open)).isEqualTo(before);
    }
  }

  @Test
  void aHandshakeThatChoseItsKeyBeforeAChangeStillGetsThatKey() throws Exception {
    KeyMaterial first = served.current();
    ServedCertificate.Generation generation =
        new ServedCertificate.Generation(7, first, null).followedBy(ca.issue(Cabinet.LOCAL));
    ServingKeys keys = new ServingKeys(() -> generation, () -> {});
    assertThat(keys.getPrivateKey("7")).isEqualTo(first.key());
    assertThat(keys.getCertificateChain("7")).containsExactly(first.leaf());
    assertThat(keys.chooseServerAlias("EC", null, null)).isEqualTo("8");
    assertThat(keys.getPrivateKey("6")).isNull();
    assertThat(keys.chooseServerAlias("RSA", null, null)).isNull();
  }
}
