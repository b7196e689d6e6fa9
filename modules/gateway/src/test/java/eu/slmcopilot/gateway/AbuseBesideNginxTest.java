package eu.slmcopilot.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import eu.slmcopilot.gateway.RawCase.Answer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * [SEC-08] The same table before nginx, with the same paths allowed: whatever nginx refuses, the gateway does. Where the
 * two differ is written to {@code target/abuse-beside-nginx.md}.
 */
class AbuseBesideNginxTest {
  private static final Path NGINX = Path.of("/usr/sbin/nginx");

  /** What nginx refuses and the gateway lets through, once, to the engine or to itself. */
  private static final Set<String> HARMLESS = Set.of(
      // Optional white space before a value may be a tab (RFC 9110 section 5.6.3).
      "a tab before chunked",
      // RFC 9112 section 5.2 lets a server replace the fold by blanks.
      "a folded line",
      "chunked on a folded line",
      // Undertow skips to the chunk's line end: nothing of it becomes a request.
      "a chunk longer than it says, the rest of its line is skipped");

  @TempDir
  Path path;

  @Test
  void whatNginxRefusesIsRefusedHereToo() throws Exception {
    assumeTrue(Files.isExecutable(NGINX), "nginx is not installed");
    try (ScriptedEngine engine = new ScriptedEngine((asked, wire) -> wire.json(200, "{}"))) {
      int port = freePort();
      Process nginx = new ProcessBuilder(
              NGINX.toString(),
              "-p",
              path.toString(),
              "-c",
              Files.writeString(path.resolve("nginx.conf"), settings(port, engine.uri()))
                  .toString(),
              "-e",
              "error.log")
          .inheritIO()
          .start();
      try {
        await()
            .ignoreExceptions()
            .until(() -> said(port, "GET /health HTTP/1.0\r\n\r\n").startsWith("HTTP/1.1 200"));
        Set<String> stricter = compare(port, engine);
        assertThat(stricter).isSubsetOf(HARMLESS);
      } finally {
        nginx.destroy();
        nginx.waitFor();
      }
    }
  }

  private static Set<String> compare(int port, ScriptedEngine engine) throws IOException {
    Set<String> stricter = new TreeSet<>();
    List<String> differ = new ArrayList<>();
    for (RawCase row : AbuseTable.rows("X-Unused: 1")) {
      engine.asked.clear();
      String said = said(port, row.text());
      // nginx answers with 501 and 505 what here is a 400.
      boolean refused = Answer.REFUSED.fits(said) || said.startsWith("HTTP/1.1 50");
      boolean refusedHere = row.answer() == Answer.REFUSED || row.answer() == Answer.NOT_FOUND;
      if (refused != refusedHere) {
        differ.add("| " + row.name() + " | " + row.answer() + " | "
            + (said.isEmpty() ? "closed" : said.lines().findFirst().orElse("")) + ", "
            + engine.asked.size() + " to the engine |");
        if (refused) {
          stricter.add(row.name());
        }
      }
    }
    Files.writeString(
        Path.of("target", "abuse-beside-nginx.md"),
        "| Case | Gateway | nginx |\n| --- | --- | --- |\n" + String.join("\n", differ) + "\n");
    return stricter;
  }

  private static String said(int port, String text) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(300);
      return AbuseTableTest.exchange(socket, text.getBytes(ISO_8859_1));
    }
  }

  private String settings(int port, URI engine) throws IOException {
    String proxied = " { proxy_http_version 1.1; proxy_pass " + engine + "; }\n";
    return String.join(
        "\n",
        "daemon off; master_process off; pid nginx.pid;",
        "events { }",
        "http { access_log off; server_tokens off;",
        "client_body_temp_path " + Files.createDirectory(path.resolve("body")) + ";",
        "proxy_temp_path " + Files.createDirectory(path.resolve("proxy")) + ";",
        "fastcgi_temp_path " + Files.createDirectory(path.resolve("fastcgi")) + ";",
        "uwsgi_temp_path " + Files.createDirectory(path.resolve("uwsgi")) + ";",
        "scgi_temp_path " + Files.createDirectory(path.resolve("scgi")) + ";",
        "server { listen 127.0.0.1:" + port + ";",
        "location = /health { return 200; }",
        "location = /v1/models" + proxied,
        "location = /v1/chat/completions" + proxied,
        "location / { return 404; } } }",
        "");
  }

  /** Below the ports that the system gives to clients, so that none takes it before nginx does. */
  private static int freePort() throws IOException {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(10_240, 32_768);
      try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return free.getLocalPort();
      } catch (BindException taken) {
        // Another one then.
      }
    }
  }
}
