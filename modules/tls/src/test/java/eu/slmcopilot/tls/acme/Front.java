package eu.slmcopilot.tls.acme;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import eu.slmcopilot.tls.Pebble;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Stands between client and Pebble and changes what that answers. It asks as whoever the client asked for, because
 * Pebble compares the signed URL with the Host it sees.
 */
final class Front implements AutoCloseable {
  private static final String END_OF_HEAD = "\r\n\r\n";
  private static final List<String> KEPT =
      List.of("Content-Type", "Location", "Link", "Replay-Nonce", "Retry-After");

  private final Pebble pebble;
  private final UnaryOperator<String> change;
  private final HttpsServer server;

  Front(Pebble pebble, UnaryOperator<String> change) throws Exception {
    this.pebble = pebble;
    this.change = change;
    this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(pebble.serverContext()));
    server.createContext("/", this::pass);
    server.start();
  }

  URI directory() {
    return URI.create("https://localhost:" + server.getAddress().getPort() + "/dir");
  }

  private void pass(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    // By HTTP/1.0, so that the answer comes in one piece.
    String head =
        exchange.getRequestMethod() + " " + exchange.getRequestURI() + " HTTP/1.0\r\nHost: "
            + exchange.getRequestHeaders().getFirst("Host") + "\r\nContent-Type: "
            + exchange.getRequestHeaders().getFirst("Content-Type")
            + "\r\nUser-Agent: front\r\nContent-Length: "
            + body.length + END_OF_HEAD;
    String answer;
    try (Socket socket = pebble
        .trust()
        .getSocketFactory()
        .createSocket("localhost", pebble.directory().getPort())) {
      socket.getOutputStream().write(head.getBytes(ISO_8859_1));
      socket.getOutputStream().write(body);
      socket.getOutputStream().flush();
      answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
    int split = answer.indexOf(END_OF_HEAD);
    List<String> lines = answer.substring(0, split).lines().toList();
    lines.stream().skip(1).forEach(line -> {
      String name = line.substring(0, line.indexOf(':'));
      if (KEPT.contains(name)) {
        exchange.getResponseHeaders().add(name, line.substring(line.indexOf(':') + 2));
      }
    });
    byte[] changed =
        change.apply(answer.substring(split + END_OF_HEAD.length())).getBytes(ISO_8859_1);
    boolean bodiless = exchange.getRequestMethod().equals("HEAD") || changed.length == 0;
    exchange.sendResponseHeaders(
        Integer.parseInt(lines.get(0).split(" ")[1]), bodiless ? -1 : changed.length);
    if (!bodiless) {
      exchange.getResponseBody().write(changed);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
