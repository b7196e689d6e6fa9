package eu.slmcopilot.openai;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Sends a beginning, then the same again and again until the client is gone. */
final class EndlessServer implements AutoCloseable {
  private final HttpServer server;
  final CountDownLatch clientGone = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);

  EndlessServer(String first, String again) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/chat/completions", exchange -> {
      exchange.getRequestBody().readAllBytes();
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(first.getBytes(StandardCharsets.UTF_8));
        while (!stopped.await(20, TimeUnit.MILLISECONDS)) {
          out.write(again.getBytes(StandardCharsets.UTF_8));
          out.flush();
        }
      } catch (IOException gone) {
        clientGone.countDown();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
  }

  @Override
  public void close() {
    stopped.countDown();
    server.stop(0);
  }
}
