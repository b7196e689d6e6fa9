package eu.slmcopilot.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The real engine with the real small model, as a process of its own. */
final class EngineProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final Path directory;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private EngineProcess(Process process, Path directory) {
    this.process = process;
    this.directory = directory;
  }

  /** Runs the program, which may also fail; its output goes to {@link #output}. */
  static EngineProcess run(String... options) throws IOException {
    Path directory = Files.createTempDirectory("engine-test-");
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx256m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Djava.io.tmpdir=" + directory,
        "-cp",
        System.getProperty("java.class.path"),
        EngineMain.class.getName()));
    command.addAll(List.of(options));
    Process process = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("output").toFile())
        .start();
    return new EngineProcess(process, directory);
  }

  /** An engine on a free port that listens, ready or not. */
  static EngineProcess listening(String... options) throws IOException {
    Path ports = Files.createTempDirectory("engine-port-");
    Path file = ports.resolve("port");
    List<String> all = new ArrayList<>(List.of("--port", "0", "--port-file", file.toString()));
    all.addAll(List.of(options));
    EngineProcess engine = run(all.toArray(String[]::new));
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> Files.exists(file) || !engine.process.isAlive());
    if (!Files.exists(file)) {
      throw new IllegalStateException("The engine did not start: " + engine.output());
    }
    engine.port = Integer.parseInt(Files.readString(file).trim());
    Files.delete(file);
    Files.delete(ports);
    return engine;
  }

  /** An engine on a free port that is ready to chat. */
  static EngineProcess ready(String... options) throws IOException {
    EngineProcess engine = listening(options);
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> engine.get("/readyz").statusCode() == 200);
    return engine;
  }

  private int port;

  int port() {
    return port;
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(to(path).GET().build(), BodyHandlers.ofString());
  }

  HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    return http.send(
        to(path).method(method, BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
  }

  /** The answer to a chat request; its JSON may use ' for ". */
  HttpResponse<String> chat(String request, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder builder = to("/v1/chat/completions");
    if (headers.length > 0) {
      builder.headers(headers);
    }
    String body = request.replace('\'', '"');
    return http.send(builder.POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
  }

  /** The lines of a streamed answer, as they come. */
  HttpResponse<Stream<String>> stream(String request, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder builder = to("/v1/chat/completions");
    if (headers.length > 0) {
      builder.headers(headers);
    }
    String body = request.replace('\'', '"');
    return http.send(builder.POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofLines());
  }

  /** A connection on which a chat request was sent and nothing read. */
  Socket askOnSocket(String request) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout((int) PATIENCE.toMillis());
    writeRequest(socket, request);
    return socket;
  }

  /** Sends one more chat request on this connection. */
  static void writeRequest(Socket socket, String request) throws IOException {
    byte[] body = request.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    String head = "POST /v1/chat/completions HTTP/1.1\r\nHost: engine\r\nContent-Length: %d\r\n\r\n"
        .formatted(body.length);
    byte[] bytes = new byte[head.length() + body.length];
    System.arraycopy(head.getBytes(StandardCharsets.US_ASCII), 0, bytes, 0, head.length());
    System.arraycopy(body, 0, bytes, head.length(), body.length);
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  static JsonNode json(HttpResponse<String> response) throws IOException {
    return JSON.readTree(response.body());
  }

  static JsonNode json(String text) throws IOException {
    return JSON.readTree(text);
  }

  long stat(String name) throws IOException, InterruptedException {
    return json(get("/engine/stats")).get(name).longValue();
  }

  void awaitStat(String name, long value, Duration within) {
    Awaitility.await()
        .atMost(within)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> stat(name) == value);
  }

  /** SIGTERM; the exit code once it has ended within this time. */
  int terminate(Duration within) throws InterruptedException {
    process.destroy();
    return exitCode(within);
  }

  int exitCode(Duration within) throws InterruptedException {
    if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("The engine still runs after " + within);
    }
    return process.exitValue();
  }

  String output() throws IOException {
    return Files.readString(directory.resolve("output"));
  }

  /** What the engine left in its temporary directory. */
  List<String> leftovers() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(n -> !n.equals("output"))
          .toList();
    }
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(PATIENCE);
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path file : tree.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
