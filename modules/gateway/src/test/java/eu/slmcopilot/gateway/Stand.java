package eu.slmcopilot.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLSocket;

/** A gateway with a scripted engine behind it and clients in front, all on real sockets. */
final class Stand implements AutoCloseable {
  static final String PASSWORD = "correct horse";
  static final String CHAT = "{\"model\":\"m\",\"stream\":true,\"messages\":[]}";
  private static final TestTls TLS = TestTls.create();

  final ScriptedEngine engine;
  final Gateway gateway;
  volatile AccessKey key = AccessKey.of(PASSWORD);

  Stand(ScriptedEngine.Script script) throws IOException {
    this(script, GatewayConfig.Limits.defaults(), List.of("*"));
  }

  Stand(ScriptedEngine.Script script, GatewayConfig.Limits limits, List<String> origins)
      throws IOException {
    engine = new ScriptedEngine(script);
    gateway = Gateway.start(
        new GatewayConfig(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            engine.uri(),
            origins,
            limits),
        TLS.server(),
        () -> key);
  }

  static HttpClient client(HttpClient.Version version) {
    return HttpClient.newBuilder()
        .version(version)
        .sslContext(TLS.client())
        .connectTimeout(Duration.ofSeconds(10))
        .build();
  }

  URI uri(String path) {
    return URI.create("https://localhost:" + gateway.https().getPort() + path);
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(60));
  }

  HttpRequest chat() {
    return request("/v1/chat/completions")
        .header("Authorization", "Bearer " + PASSWORD)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(CHAT))
        .build();
  }

  HttpResponse<String> send(HttpRequest request) throws Exception {
    return client(HttpClient.Version.HTTP_1_1).send(request, BodyHandlers.ofString());
  }

  /** A bare TLS connection, for what no client library would send. */
  SSLSocket socket() throws IOException {
    SSLSocket socket = (SSLSocket) TLS.client()
        .getSocketFactory()
        .createSocket("127.0.0.1", gateway.https().getPort());
    socket.setSoTimeout(20_000);
    socket.startHandshake();
    return socket;
  }

  static byte[] rawChat() {
    return ("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
            + PASSWORD
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + CHAT.length()
            + "\r\n\r\n"
            + CHAT)
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    gateway.close();
    engine.close();
  }
}
