package example;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import eu.slmcopilot.gateway.Gateway;
import eu.slmcopilot.gateway.TestTls;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** [BUILD-08] The README's example does what the README says; tests/it holds the two equal. */
class ExampleTest {
  @Test
  void whoKnowsThePasswordReachesTheEngine() throws Exception {
    HttpServer engine =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] models = "{\"object\":\"list\",\"data\":[]}".getBytes(StandardCharsets.UTF_8);
    engine.createContext("/v1/models", exchange -> {
      exchange.sendResponseHeaders(200, models.length);
      exchange.getResponseBody().write(models);
      exchange.close();
    });
    engine.start();
    TestTls tls = TestTls.create();
    URI upstream = URI.create("http://127.0.0.1:" + engine.getAddress().getPort());
    try (Gateway gateway = Example.serve(0, tls.server(), "correct-horse", upstream)) {
      HttpClient client = HttpClient.newBuilder().sslContext(tls.client()).build();
      HttpRequest.Builder asked = HttpRequest.newBuilder(
          URI.create("https://localhost:" + gateway.https().getPort() + "/v1/models"));
      assertThat(client.send(asked.build(), BodyHandlers.ofString()).statusCode())
          .isEqualTo(401);
      asked.header("Authorization", "Bearer correct-horse");
      assertThat(client.send(asked.build(), BodyHandlers.ofByteArray()).body()).isEqualTo(models);
    } finally {
      engine.stop(0);
    }
  }
}
