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
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** [SEC-06] An authority that never gets done: Pebble behind a front that calls what is valid unfinished. */
class StuckOrderTest {
  private static final CertificateNames NAME = CertificateNames.of(List.of("copilot.test"));

  @TempDir
  Path directory;

  private final HttpAnswers http = new HttpAnswers();
  private Pebble pebble;
  private Front front;
  private HttpServer port80;
  private volatile UnaryOperator<String> answer = UnaryOperator.identity();

  @BeforeEach
  void start() throws Exception {
    pebble = Pebble.start(directory);
    front = new Front(pebble, body -> answer.apply(body));
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
    answer = StuckOrderTest::unfinishedOrder;

    assertThat(refusal())
        .hasMessageContaining("The order at ")
        .hasMessageContaining("was still PROCESSING after 4 s")
        .hasMessageNotContaining("TLS-ALPN-01");

    answer = UnaryOperator.identity();
    assertThat(CertificateNames.of(issuer(Duration.ofMinutes(1)).issue(NAME).leaf()))
        .containsExactly("copilot.test");
  }

  @Test
  void aCheckThatNeverComesToAnEndIsGivenUp() throws Exception {
    answer = StuckOrderTest::undecidedAuthorization;

    assertThat(refusal())
        .hasMessageContaining("check of copilot.test by HTTP-01")
        .hasMessageContaining("was still PENDING after 4 s")
        // The authority does not get to it; another way to prove the name would not help.
        .hasMessageNotContaining("TLS-ALPN-01");
  }

  private IssuanceException refusal() throws Exception {
    AcmeIssuer issuer = issuer(Duration.ofSeconds(4));
    IssuanceException refused =
        catchThrowableOfType(IssuanceException.class, () -> issuer.issue(NAME));
    assertThat(refused.obstacle()).isEqualTo(Obstacle.AUTHORITY);
    assertThat(refused).hasMessageContaining("Nothing needs to be done");
    return refused;
  }

  private AcmeIssuer issuer(Duration patience) throws Exception {
    CertificateDirectory kept =
        CertificateDirectory.open(directory.resolve("tls"), Clock.systemUTC(), notice -> {});
    AcmeAuthority who = new AcmeAuthority(
        front.directory(), List.of("admin@example.org"), Optional.empty(), Optional.empty());
    return new AcmeIssuer(
        who,
        new AcmeAccount(who, kept, pebble.trust()),
        http,
        new AlpnAnswers(),
        Clock.systemUTC(),
        patience);
  }

  /** Only an order names where it is finalized. */
  private static String unfinishedOrder(String body) {
    return body.contains("\"finalize\"")
        ? body.replace("\"status\": \"valid\"", "\"status\": \"processing\"")
        : body;
  }

  /** Only an authorization lists challenges; nothing in it was decided yet. */
  private static String undecidedAuthorization(String body) {
    return body.contains("\"challenges\"")
        ? body.replace("\"status\": \"valid\"", "\"status\": \"pending\"")
        : body;
  }
}
