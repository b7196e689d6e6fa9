package eu.slmcopilot.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.slmcopilot.gateway.course.Patience;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** [SEC-08] What no editor sends gets a clear answer and never reaches the engine. */
class BadInputTest {
  private Stand stand;

  @BeforeEach
  void start() throws Exception {
    stand = new Stand((asked, wire) -> wire.json(200, "{}"));
  }

  @AfterEach
  void stop() throws Exception {
    stand.close();
  }

  private HttpResponse<String> post(HttpRequest.BodyPublisher body) throws Exception {
    return stand.send(stand
        .request("/v1/chat/completions")
        .header("Authorization", "Bearer " + Stand.PASSWORD)
        .POST(body)
        .build());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "nonsense", "\"text\"", "{} {}", "{\"a\":}", "\u0000"})
  void whatIsNoJsonObjectIsRefusedWithoutQuotingIt(String body) throws Exception {
    HttpResponse<String> answer = post(BodyPublishers.ofString(body));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"code\":\"invalid_json\"").doesNotContain("nonsense");
    assertThat(stand.engine.asked).isEmpty();
  }

  @Test
  void aDeepNestIsRefused() throws Exception {
    assertThat(post(BodyPublishers.ofString("{\"a\":".repeat(5000))).statusCode())
        .isEqualTo(400);
  }

  @Test
  void aBodyOf100MegabytesIsRefusedBeforeItIsSent() throws Exception {
    try (SSLSocket socket = stand.socket()) {
      socket.getOutputStream().write(head(100L << 20, "").getBytes(UTF_8));
      String answer = readUntilClosed(socket.getInputStream());
      assertThat(answer).startsWith("HTTP/1.1 413").contains("request_too_large");
    }
    assertThat(stand.engine.asked).isEmpty();
  }

  @Test
  void aDeclaredLengthReservesNothing() throws Exception {
    try (SSLSocket socket = stand.socket()) {
      socket.getOutputStream().write(head(Integer.MAX_VALUE * 4L, "").getBytes(UTF_8));
      assertThat(readUntilClosed(socket.getInputStream())).startsWith("HTTP/1.1 413");
    }
  }

  @Test
  void anEndlessChunkedBodyIsRefusedAtTheLimit() throws Exception {
    try (SSLSocket socket = stand.socket()) {
      OutputStream out = socket.getOutputStream();
      out.write(("POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
              + Stand.PASSWORD
              + "\r\nTransfer-Encoding: chunked\r\n\r\n")
          .getBytes(UTF_8));
      byte[] chunk = ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes(UTF_8);
      int sent = 0;
      try {
        for (; sent < 100 << 20; sent += 0x10000) {
          out.write(chunk);
        }
      } catch (IOException refused) {
        assertThat(sent).isLessThan(64 << 20);
      }
      assertThat(sent).isLessThan(100 << 20);
    }
    assertThat(stand.engine.asked).isEmpty();
  }

  @Test
  void aBodyThatFitsIsTakenAlsoWhenTheClientAsksFirst() throws Exception {
    String big = "{\"a\":\"" + "x".repeat(3_000_000) + "\"}";
    try (SSLSocket socket = stand.socket()) {
      socket
          .getOutputStream()
          .write(head(big.length(), "Expect: 100-continue\r\nConnection: close\r\n")
              .getBytes(UTF_8));
      byte[] first = socket.getInputStream().readNBytes("HTTP/1.1 100".length());
      assertThat(new String(first, UTF_8)).isEqualTo("HTTP/1.1 100");
      socket.getOutputStream().write(big.getBytes(UTF_8));
      assertThat(readUntilClosed(socket.getInputStream())).contains("HTTP/1.1 200");
    }
    assertThat(stand.engine.asked.take().body()).isEqualTo(big);
  }

  @Test
  void aHeaderOf64KilobytesGets431() throws Exception {
    HttpRequest request =
        stand.request("/health").header("X-Big", "x".repeat(64 << 10)).build();
    HttpResponse<String> answer = stand.send(request);
    assertThat(answer.statusCode()).isEqualTo(431);
    assertThat(answer.body()).contains("headers_too_large");
  }

  @Test
  @Timeout(60)
  void aHeadWithoutEndIsCutOff() throws Exception {
    AtomicInteger sent = new AtomicInteger();
    try (SSLSocket socket = stand.socket()) {
      OutputStream out = socket.getOutputStream();
      out.write("GET /health HTTP/1.1\r\nHost: x\r\nX-Big: ".getBytes(UTF_8));
      byte[] more = "x".repeat(0x10000).getBytes(UTF_8);
      assertThatThrownBy(() -> {
            while (sent.get() < 100 << 20) {
              out.write(more);
              sent.addAndGet(more.length);
            }
          })
          .isInstanceOf(IOException.class);
    }
    assertThat(sent.get()).isLessThan(32 << 20);
    assertThat(stand.send(stand.request("/health").build()).statusCode()).isEqualTo(200);
  }

  @Test
  void anEngineThatIsDownIsA503ThatSaysWhenToComeBack() throws Exception {
    stand.engine.close();
    HttpResponse<String> answer = post(BodyPublishers.ofString("{}"));
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("retry-after")).isPresent();
    assertThat(answer.body()).contains("engine_unavailable");
  }

  @Test
  void anEngineThatHangsUpIsA502() throws Exception {
    stand.engine.answer((asked, wire) -> {
      throw new IOException("cut");
    });
    assertThat(post(BodyPublishers.ofString("{}")).statusCode()).isEqualTo(502);
  }

  @Test
  void anEngineThatFallsSilentIsA504() throws Exception {
    Patience impatient =
        new Patience(Duration.ofSeconds(5), Duration.ofMillis(300), Duration.ofSeconds(5));
    try (Stand slow =
        new Stand((asked, wire) -> wire.awaitClosed(), usual -> usual.patience(impatient))) {
      HttpResponse<String> answer = slow.send(slow.chat());
      assertThat(answer.statusCode()).isEqualTo(504);
      assertThat(answer.body()).contains("engine_silent");
    }
  }

  private static String head(long length, String more) {
    return "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
        + Stand.PASSWORD
        + "\r\nContent-Length: "
        + length
        + "\r\n"
        + more
        + "\r\n";
  }

  private static String readUntilClosed(InputStream in) {
    StringBuilder text = new StringBuilder();
    byte[] buffer = new byte[4096];
    try {
      for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
        text.append(new String(buffer, 0, read, UTF_8));
      }
    } catch (IOException closed) {
      return text.toString();
    }
    return text.toString();
  }
}
