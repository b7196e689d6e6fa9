package eu.slmcopilot.tls.acme;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import eu.slmcopilot.tls.CertificateDirectory;
import eu.slmcopilot.tls.CertificateNames;
import eu.slmcopilot.tls.KeptCertificate;
import eu.slmcopilot.tls.PrivateCa;
import eu.slmcopilot.tls.ServedCertificate;
import eu.slmcopilot.tls.acme.IssuanceException.Obstacle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** [SEC-07] At the authority's URL there is something that does not behave: it holds nobody, and is told in words. */
@Timeout(60)
class UnfitAuthorityTest {
  private static final CertificateNames LOCALHOST = CertificateNames.of(List.of("localhost"));

  @TempDir
  Path path;

  private final CountDownLatch over = new CountDownLatch(1);
  private CertificateDirectory kept;
  private PrivateCa ca;
  private HttpsServer server;

  @BeforeEach
  void start() throws Exception {
    kept = CertificateDirectory.open(path, Clock.systemUTC(), notice -> {});
    ca = PrivateCa.open(kept, "Test CA", new SecureRandom());
    ServedCertificate own =
        new ServedCertificate(new KeptCertificate(kept, "leaf.pem", ca).obtain(LOCALHOST));
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(own.sslContext()));
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
  }

  @Test
  void anAnswerThatStallsIsGivenUp() {
    assertThat(refusal("application/json", exchange -> {
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          awaitTheEnd();
        }))
        .hasMessageContaining("cannot be reached")
        .hasMessageContaining("not whole after 2 s");
  }

  @Test
  void anAnswerThatBreaksOffIsToldAsOneThatNeverCame() {
    assertThat(refusal("application/json", exchange -> {
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          exchange.close();
        }))
        .hasMessageContaining("cannot be reached")
        .hasMessageContaining("broke off");
  }

  @Test
  void aPageForPeopleIsNoAuthority() {
    assertThat(refusal("text/html", exchange -> write(exchange, "<p>Please log in")))
        .hasMessageContaining("does not speak ACME (Unexpected content type: text/html)")
        .hasMessageContaining("login page");
  }

  @Test
  void jsonThatIsNoneIsQuotedOnlyInPart() {
    assertThat(refusal("application/json", exchange -> write(exchange, "nonsense ".repeat(100))))
        .hasMessageContaining("does not speak ACME (Bad JSON: nonsense")
        .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(400));
  }

  private interface Answer {
    void give(HttpExchange exchange) throws IOException;
  }

  /** What is said of an authority that answers like this; its body ought to be 1,000 bytes long. */
  private IssuanceException refusal(String contentType, Answer answer) {
    server.createContext("/", exchange -> {
      exchange.getResponseHeaders().add("Content-Type", contentType);
      exchange.sendResponseHeaders(200, 1_000);
      answer.give(exchange);
    });
    URI directory = URI.create("https://localhost:" + server.getAddress().getPort() + "/dir");
    AcmeAuthority authority =
        new AcmeAuthority(directory, List.of(), Optional.empty(), Optional.empty());
    AcmeAccount account =
        new AcmeAccount(authority, kept, ca.clientContext(), Duration.ofSeconds(2));
    AcmeIssuer issuer =
        new AcmeIssuer(authority, account, new HttpAnswers(), new AlpnAnswers(), Clock.systemUTC());
    IssuanceException refused =
        catchThrowableOfType(IssuanceException.class, () -> issuer.issue(LOCALHOST));
    assertThat(refused.obstacle()).isEqualTo(Obstacle.AUTHORITY);
    assertThat(refused).hasMessageStartingWith("Signing in at " + directory + " failed: ");
    return refused;
  }

  private static void write(HttpExchange exchange, String text) throws IOException {
    byte[] body = (text + " ".repeat(1_000)).substring(0, 1_000).getBytes(US_ASCII);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private void awaitTheEnd() {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
