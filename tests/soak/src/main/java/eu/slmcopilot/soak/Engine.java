package eu.slmcopilot.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The embedded engine at the speed of a large model, in a process that can be killed and comes back. */
final class Engine implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> command;
  private final Path log;
  private final int port;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
  private Process process;
  private double busyBefore;
  private double busy;
  private int running;
  private int waiting;

  Engine(Path jar, Path log, int port, double prefillRate, double tokenRate) throws IOException {
    this.log = log;
    this.port = port;
    this.command = List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx512m",
        "-XX:+UseSerialGC",
        "-jar",
        jar.toString(),
        "--port",
        String.valueOf(port),
        "--threads",
        "1",
        "--prefill-rate",
        String.valueOf(prefillRate),
        "--token-rate",
        String.valueOf(tokenRate));
    start(Duration.ZERO);
  }

  private void start(Duration loading) throws IOException {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of("--start-delay", String.valueOf(loading.toMillis() / 1000.0)));
    process = new ProcessBuilder(all)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  /** Dies at once, and is back after this time of loading. */
  void crash(Duration loading) throws IOException {
    look();
    process.destroyForcibly().onExit().join();
    busyBefore += busy;
    busy = 0;
    start(loading);
  }

  /** Reads its figures, if it answers. */
  void look() {
    try {
      JsonNode stats = JSON.readTree(client
          .send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/engine/stats"))
                  .timeout(Duration.ofSeconds(5))
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .body());
      busy = stats.findValue("busy_seconds").asDouble();
      running = stats.findValue("running").asInt();
      waiting = stats.findValue("waiting").asInt();
    } catch (IOException e) {
      // It is loading; what was last seen counts.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  boolean isReady() {
    try {
      return client
              .send(
                  HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/readyz"))
                      .timeout(Duration.ofSeconds(5))
                      .build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Seconds at work over all its lives. */
  double busySeconds() {
    return busyBefore + busy;
  }

  /** Requests that it works on or keeps waiting. */
  int left() {
    return running + waiting;
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
