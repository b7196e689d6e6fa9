package eu.slmcopilot.tls.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import eu.slmcopilot.tls.CertificateDirectory;
import eu.slmcopilot.tls.CertificateNames;
import eu.slmcopilot.tls.KeyMaterial;
import eu.slmcopilot.tls.Pebble;
import eu.slmcopilot.tls.acme.IssuanceException.Obstacle;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** [SEC-06] [SEC-07] Certificates from a real ACME authority. */
class AcmeIssuerTest {
  private static final CertificateNames NAME = CertificateNames.of(List.of("copilot.test"));

  @TempDir
  Path directory;

  private final HttpAnswers http = new HttpAnswers();
  private final AlpnAnswers alpn = new AlpnAnswers();
  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private Pebble pebble;
  private HttpServer port80;

  @BeforeEach
  void start() throws Exception {
    pebble = Pebble.start(directory);
  }

  @AfterEach
  void stop() {
    pebble.close();
    if (port80 != null) {
      port80.stop(0);
    }
  }

  @Test
  void aNameThatPointsHereGetsItsCertificateByHttp01() throws Exception {
    openPort80();
    KeyMaterial material = issuer(pebble).issue(NAME);
    assertThat(CertificateNames.of(material.leaf())).containsExactly("copilot.test");
    assertThat(material.chain()).hasSizeGreaterThan(1);
    assertThat(issuer(pebble).recognises(material)).isTrue();
  }

  @Test
  void severalNamesGoIntoOneCertificate() throws Exception {
    openPort80();
    CertificateNames names = CertificateNames.of(List.of("copilot.test", "www.copilot.test"));
    assertThat(CertificateNames.of(issuer(pebble).issue(names).leaf()))
        .containsExactlyInAnyOrder("copilot.test", "www.copilot.test");
  }

  @Test
  void theAccountIsOpenedOnceAndKeptForItsUserAlone() throws Exception {
    openPort80();
    issuer(pebble).issue(NAME);
    String first = account();
    issuer(pebble).issue(NAME);
    assertThat(account()).isEqualTo(first);
  }

  @Test
  void closedPortsAreToldWithBothWaysThatWereTried() {
    IssuanceException refused =
        catchThrowableOfType(IssuanceException.class, () -> issuer(pebble).issue(NAME));
    assertThat(refused.obstacle()).isEqualTo(Obstacle.PORT);
    assertThat(refused)
        .hasMessageContaining("HTTP-01 on port 80")
        .hasMessageContaining("TLS-ALPN-01 on port 443")
        .hasMessageContaining("Let the internet reach port 80");
  }

  @Test
  void anAnswerOfSomebodyElseIsToldAsAWrongName() throws Exception {
    openPort80();
    port80.removeContext(HttpAnswers.PATH);
    IssuanceException refused =
        catchThrowableOfType(IssuanceException.class, () -> issuer(pebble).issue(NAME));
    assertThat(refused).hasMessageContaining("does it point to this machine");
  }

  @Test
  void anAuthorityThatIsDownIsToldAsSuch() {
    pebble.close();
    IssuanceException refused =
        catchThrowableOfType(IssuanceException.class, () -> issuer(pebble).issue(NAME));
    assertThat(refused.obstacle()).isEqualTo(Obstacle.AUTHORITY);
    assertThat(refused).hasMessageContaining("cannot be reached");
  }

  @Test
  void noAnswerIsLeftBehind() throws Exception {
    openPort80();
    issuer(pebble).issue(NAME);
    assertThat(asked).isNotEmpty().allMatch(token -> http.answer(token).isEmpty());
  }

  private String account() throws Exception {
    try (var files = Files.list(directory.resolve("tls"))) {
      Path key = files
          .filter(file -> file.getFileName().toString().startsWith("account-"))
          .findFirst()
          .orElseThrow();
      assertThat(Files.getPosixFilePermissions(key)).hasSize(2);
      return Files.readString(key);
    }
  }

  private AcmeIssuer issuer(Pebble authority) throws Exception {
    CertificateDirectory kept =
        CertificateDirectory.open(directory.resolve("tls"), Clock.systemUTC(), notice -> {});
    AcmeAuthority who = new AcmeAuthority(
        authority.directory(), List.of("admin@example.org"), Optional.empty(), Optional.empty());
    return new AcmeIssuer(
        who, new AcmeAccount(who, kept, authority.trust()), http, alpn, Clock.systemUTC());
  }

  private void openPort80() throws Exception {
    port80 = HttpServer.create(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), pebble.httpPort()), 0);
    port80.createContext(HttpAnswers.PATH, exchange -> {
      String token = exchange.getRequestURI().getPath().substring(HttpAnswers.PATH.length());
      asked.add(token);
      byte[] answer = http.answer(token).orElse("unknown").getBytes(StandardCharsets.US_ASCII);
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
      exchange.close();
    });
    port80.start();
  }
}
