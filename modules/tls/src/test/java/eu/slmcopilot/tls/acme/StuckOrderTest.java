package eu.slmcopilot.tls.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import eu.slmcopilot.tls.CertificateDirectory;
import eu.slmcopilot.tls.CertificateNames;
import eu.slmcopilot.tls.Pebble;
import eu.slmcopilot.tls.acme.IssuanceException.Obstacle;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** [SEC-06] An authority that never gets done with an order: Pebble behind a front that calls every valid order unfinished. */
class StuckOrderTest {
  @TempDir
  Path directory;

  private final HttpAnswers http = new HttpAnswers();
  private Pebble pebble;
  private Front front;
  private HttpServer port80;
  private volatile boolean stuck = true;

  @BeforeEach
  void start() throws Exception {
    pebble = Pebble.start(directory);
    front = new Front(pebble, body -> stuck ? unfinished(body) : body);
    port80 = HttpServer.create(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), pebble.httpPort()), 0);
    port80.createContext(HttpAnswers.PATH, exchange -> {
      String token = exchange.getRequestURI().getPath().substring(HttpAnswers.PATH.length());
      byte[] answer = http.answer(token).orElse("unknown").getBytes(StandardCharsets.US_ASCII);
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
      exchange.close();
    });
    port80.start();
  }

  @AfterEach
  void stop() {
    port80.stop(0);
    front.close();
    pebble.close();
  }

  @Test
  void anOrderThatIsNeverFinishedIsGivenUpAndOrderedAgainLater() throws Exception {
    CertificateNames name = CertificateNames.of(List.of("copilot.test"));
    AcmeIssuer issuer = issuer();

    IssuanceException refused =
        catchThrowableOfType(IssuanceException.class, () -> issuer.issue(name));

    assertThat(refused.obstacle()).isEqualTo(Obstacle.AUTHORITY);
    assertThat(refused)
        .hasMessageContaining("was still PROCESSING after 10 s")
        .hasMessageContaining("Nothing needs to be done")
        .hasMessageNotContaining("TLS-ALPN-01");

    stuck = false;
    assertThat(CertificateNames.of(issuer.issue(name).leaf())).containsExactly("copilot.test");
  }

  private AcmeIssuer issuer() throws Exception {
    CertificateDirectory kept =
        CertificateDirectory.open(directory.resolve("tls"), Clock.systemUTC(), notice -> {});
    AcmeAuthority who = new AcmeAuthority(
        front.directory(), List.of("admin@example.org"), Optional.empty(), Optional.empty());
    return new AcmeIssuer(
        who,
        new AcmeAccount(who, kept, pebble.trust()),
        new ChallengeAnswers(http, new AlpnAnswers(), Clock.systemUTC()),
        Duration.ofSeconds(10));
  }

  /** Only an order names where it is finalized. */
  private static String unfinished(String body) {
    return body.contains("\"finalize\"")
        ? body.replace("\"status\": \"valid\"", "\"status\": \"processing\"")
        : body;
  }
}
