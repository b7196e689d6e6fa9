package eu.slmcopilot.it;

import static org.awaitility.Awaitility.await;

import eu.slmcopilot.tls.Pebble;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The whole product on this machine: engine, configure and gateway as the processes they are. */
final class Copilot implements AutoCloseable {
  static final String PASSWORD = "integration-test";

  private final Path root;
  private final Program engine;
  private final int port;
  private final int httpPort;
  private Program gateway;
  private final URI engineUri;

  Copilot(Path root, String... engineOptions) throws Exception {
    this.root = root;
    Path portFile = root.resolve("engine.port");
    List<String> options =
        new ArrayList<>(List.of("--port", "0", "--port-file", portFile.toString()));
    options.addAll(List.of(engineOptions));
    engine = Program.start(
        root.resolve("engine.log"),
        Map.of(),
        Program.app("engine", options.toArray(String[]::new)));
    port = Pebble.freePort();
    httpPort = Pebble.freePort();
    try {
      await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(portFile));
      engineUri = URI.create("http://127.0.0.1:" + Files.readString(portFile).strip());
      configure(PASSWORD);
      startGateway();
      await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptions()
          .until(() -> get("/readyz").statusCode() == 200);
    } catch (Exception | Error e) {
      close();
      throw e;
    }
  }

  /** Runs {@code slm-copilot configure} with this password, as a changed context does. */
  void configure(String password) throws Exception {
    try (Program configure = Program.start(
        root.resolve("configure.log"),
        Map.of("ONEAPP_COPILOT_PASSWORD", password),
        Program.app(
            "configure",
            "--root",
            root.toString(),
            "configure",
            "--environment",
            "--listen",
            "127.0.0.1",
            "--https-port",
            String.valueOf(port),
            "--http-port",
            String.valueOf(httpPort),
            "--upstream",
            engineUri.toString()))) {
      if (configure.exit(60) != 0) {
        throw new IllegalStateException(configure.text());
      }
    }
  }

  private void startGateway() throws IOException {
    gateway = Program.start(
        root.resolve("gateway.log"), Map.of(), Program.app("gatewayd", "--root", root.toString()));
  }

  void restartGateway() throws IOException {
    gateway.close();
    startGateway();
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> get("/health").statusCode() == 200);
  }

  Program gateway() {
    return gateway;
  }

  /** Where plain HTTP redirects. */
  int httpPort() {
    return httpPort;
  }

  Path caFile() {
    return root.resolve("var/lib/slm-copilot/tls/ca.pem");
  }

  URI url(String path) {
    return URI.create("https://localhost:" + port + path);
  }

  /** By address, for programs that would ask a resolver for localhost, which a bare root may not have. */
  URI urlByAddress(String path) {
    return URI.create("https://127.0.0.1:" + port + path);
  }

  URI engineStats() {
    return engineUri.resolve("/engine/stats");
  }

  HttpClient client() throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(
        "ca",
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(caFile()))));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return HttpClient.newBuilder()
        .sslContext(context)
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(5))
        .build();
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(url(path))
        .timeout(Duration.ofSeconds(60))
        .header("Authorization", "Bearer " + PASSWORD);
  }

  HttpResponse<String> get(String path) throws Exception {
    return client().send(request(path).build(), BodyHandlers.ofString());
  }

  HttpResponse<String> chat(String body) throws Exception {
    return client()
        .send(
            request("/v1/chat/completions")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
  }

  @Override
  public void close() {
    gateway.close();
    engine.close();
  }
}
