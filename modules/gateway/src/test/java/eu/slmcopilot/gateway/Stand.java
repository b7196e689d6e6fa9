package eu.slmcopilot.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLSocket;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;

/** A gateway with a scripted engine behind it and clients in front, all on real sockets. */
final class Stand implements AutoCloseable {
  static final String PASSWORD = "correct horse";
  static final String CHAT = "{\"model\":\"m\",\"stream\":true,\"messages\":[]}";
  private static final TestTls TLS = TestTls.create();

  final ScriptedEngine engine;
  final Gateway gateway;
  final GatewayConfig config;
  volatile boolean publiclyTrusted;
  volatile AccessKey key = AccessKey.of(PASSWORD);

  Stand(ScriptedEngine.Script script) throws IOException {
    this(script, settings -> settings);
  }

  /** With other settings than the usual ones: a thousand slots and nothing shared. */
  Stand(ScriptedEngine.Script script, UnaryOperator<TestSettings> settings) throws IOException {
    this(script, settings, ScriptedEngine.HEALTHY);
  }

  /** As before, with an engine that answers the gateway's own questions so. */
  Stand(
      ScriptedEngine.Script script,
      UnaryOperator<TestSettings> settings,
      ScriptedEngine.Script probes)
      throws IOException {
    engine = new ScriptedEngine(script);
    engine.answerProbes(probes);
    config = settings.apply(TestSettings.usual(engine.uri())).config();
    gateway = Gateway.start(config, new Identity(TLS.server(), () -> publiclyTrusted), () -> key);
  }

  static HttpClient client(HttpClient.Version version) {
    return HttpClient.newBuilder()
        .version(version)
        .sslContext(TLS.client())
        .connectTimeout(Duration.ofSeconds(10))
        .build();
  }

  int port() {
    return gateway.https().getPort();
  }

  URI uri(String path) {
    return URI.create("https://localhost:" + port() + path);
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(60));
  }

  HttpRequest chat() {
    return chat(CHAT);
  }

  HttpRequest chat(String body) {
    return request("/v1/chat/completions")
        .header("Authorization", "Bearer " + PASSWORD)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  HttpResponse<String> send(HttpRequest request) throws Exception {
    return client(HttpClient.Version.HTTP_1_1).send(request, BodyHandlers.ofString());
  }

  /** A bare TLS connection, for what no client library would send. */
  SSLSocket socket() throws IOException {
    SSLSocket socket = unconnected();
    socket.startHandshake();
    return socket;
  }

  /** The same before its handshake. */
  SSLSocket unconnected() throws IOException {
    SSLSocket socket =
        (SSLSocket) TLS.client().getSocketFactory().createSocket("127.0.0.1", port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  static byte[] rawChat() {
    return rawChat(CHAT);
  }

  static byte[] rawChat(String body) {
    return ("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
            + PASSWORD
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Waits until the gateway's own first chat is over, and the slot free. */
  void awaitReady() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> send(request("/readyz").build()).statusCode() == 200);
  }

  /** Waits until {@code /health} says this. */
  void awaitHealth(String part) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> Assertions.assertThat(send(request("/health").build()).body()).contains(part));
  }

  @Override
  public void close() throws IOException {
    gateway.close();
    engine.close();
  }
}
