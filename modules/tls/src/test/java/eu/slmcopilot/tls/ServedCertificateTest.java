package eu.slmcopilot.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** [SEC-01] [SEC-06] The certificate served over real sockets, and its change while it runs. */
@ParameterizedClass
@ValueSource(booleans = {false, true})
class ServedCertificateTest {
  @Parameter
  boolean nativeTls;

  @TempDir
  Path temp;

  private PrivateCa ca;
  private ServedCertificate served;
  private EchoServer server;

  @BeforeEach
  void start() throws Exception {
    ca = new Cabinet(temp.resolve("tls")).ca();
    Optional<Provider> provider = nativeTls ? NativeTls.provider() : Optional.empty();
    assertThat(provider.isPresent()).as("Conscrypt has its native part").isEqualTo(nativeTls);
    served = new ServedCertificate(ca.issue(Cabinet.LOCAL), provider);
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
  void clientsThatAskForAnotherNameOrConnectByAddressGetTheSecondCertificate() throws Exception {
    KeyMaterial local = served.current();
    KeyMaterial forDomain = ca.issue(CertificateNames.of(List.of("copilot.test")));
    served.replace(forDomain, local);
    assertThat(shownFor("copilot.test")).isEqualTo(forDomain.leaf());
    assertThat(shownFor("another.test")).isEqualTo(local.leaf());
    for (String host : List.of("localhost", "127.0.0.1")) {
      try (SSLSocket socket = connect(host)) {
        assertThat(shown(socket)).as(host).isEqualTo(local.leaf());
      }
    }
    KeyMaterial forAddress = ca.issue(CertificateNames.of(List.of("127.0.0.1")));
    served.replace(forAddress, local);
    try (SSLSocket socket = connect("127.0.0.1")) {
      assertThat(shown(socket)).isEqualTo(forAddress.leaf());
    }
  }

  private X509Certificate shownFor(String serverName) throws Exception {
    try (SSLSocket socket = (SSLSocket)
        ca.clientContext().getSocketFactory().createSocket("127.0.0.1", server.port())) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setServerNames(List.of(new SNIHostName(serverName)));
      socket.setSSLParameters(parameters);
      socket.setSoTimeout(10_000);
      socket.startHandshake();
      return shown(socket);
    }
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
    Generation before = Generation.first(first);
    Generation after = before.followedBy(ca.issue(Cabinet.LOCAL), ca.issue(Cabinet.LOCAL));
    String chosen = before.alias(Optional.of("localhost"), "EC");
    ServingKeys keys = new ServingKeys(() -> after, () -> {});
    assertThat(keys.getPrivateKey(chosen)).isEqualTo(first.key());
    assertThat(keys.getCertificateChain(chosen)).containsExactly(first.leaf());
    assertThat(keys.chooseServerAlias("EC", null, null)).isNotEqualTo(chosen);
    Generation much = after;
    for (int i = 0; i < 70; i++) {
      much = much.followedBy(first, first);
    }
    assertThat(much.under(chosen)).as("nobody can still be in that handshake").isNull();
    assertThat(keys.chooseServerAlias("RSA", null, null)).isNull();
  }
}
