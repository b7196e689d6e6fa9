package eu.slmcopilot.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** [SEC-02] [SEC-08] HTTP/2 as an attacker speaks it: requests that change on their way to HTTP/1.1, and floods. */
@Timeout(60)
class Http2AbuseTest {
  private static final int FLOOD = 100_000;

  private Stand stand;

  /**
   * A request and what must come of it.
   *
   * @param fields its header fields, names and values by turns
   * @param body what follows, if anything
   * @param served whether the engine should see it; else it is refused in whatever way
   */
  record Row(String name, List<String> fields, String body, boolean served) {
    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeEach
  void start() throws Exception {
    stand = new Stand((asked, wire) -> wire.json(200, "{}"));
    stand.awaitReady();
  }

  @AfterEach
  void stop() throws Exception {
    stand.close();
  }

  private static List<String> head(String method, String path, String... more) {
    List<String> fields = new ArrayList<>(List.of(
        ":method",
        method,
        ":scheme",
        "https",
        ":authority",
        "localhost",
        ":path",
        path,
        "authorization",
        "Bearer " + Stand.PASSWORD));
    fields.addAll(List.of(more));
    return fields;
  }

  private static Row refused(String name, String... more) {
    return new Row(name, head("POST", "/v1/chat/completions", more), "{}", false);
  }

  private static Row path(String path) {
    return new Row("path " + path, head("GET", path), "", false);
  }

  static List<Row> rows() {
    List<String> withoutPath = head("GET", "/v1/models");
    withoutPath.subList(6, 8).clear();
    List<String> pseudoLast = head("GET", "/v1/models");
    pseudoLast.addAll(pseudoLast.subList(6, 8));
    pseudoLast.subList(6, 8).clear();
    return List.of(
        new Row("a plain chat", head("POST", "/v1/chat/completions"), "{}", true),
        new Row(
            "a length that is true",
            head("POST", "/v1/chat/completions", "content-length", "2"),
            "{}",
            true),
        refused("a length too long", "content-length", "20"),
        refused("a length too short", "content-length", "1"),
        refused("two lengths", "content-length", "2", "content-length", "3"),
        refused("a length that is none", "content-length", "two"),
        refused("transfer-encoding", "transfer-encoding", "chunked"),
        refused("connection", "connection", "keep-alive"),
        refused("keep-alive", "keep-alive", "timeout=5"),
        refused("proxy-connection", "proxy-connection", "keep-alive"),
        refused("upgrade", "upgrade", "h2c"),
        refused("te", "te", "gzip"),
        refused("a line break in a value", "x-a", "b\r\nx-smuggled: 1"),
        refused("a line feed in a value", "x-a", "b\nx-smuggled: 1"),
        refused("a NUL in a value", "x-a", "b\u0000c"),
        refused("a line break in a name", "x-a\r\nx-smuggled", "1"),
        refused("a colon in a name", "x-a:b", "1"),
        refused("a blank in a name", "x a", "1"),
        refused("capitals in a name", "X-A", "1"),
        refused("an empty name", "", "1"),
        new Row(
            "a host that is another, and ignored",
            head("POST", "/v1/chat/completions", "host", "other"),
            "{}",
            true),
        refused("a second :path", ":path", "/v1/models"),
        refused("a second :method", ":method", "GET"),
        refused("a second :authority", ":authority", "other"),
        refused("an unknown pseudo field", ":proto", "x"),
        new Row("no :path", withoutPath, "", false),
        new Row("a pseudo field after others", pseudoLast, "", false),
        new Row("a method with a blank", head("GET /smuggled", "/v1/models"), "", false),
        new Row("CONNECT", head("CONNECT", "/v1/models"), "", false),
        path(""),
        path("v1/models"),
        path("*"),
        path("/v1/models HTTP/1.1\r\nHost: y"),
        path("/v1/models /smuggled"),
        path("//v1/models"),
        path("/v1/../v1/models"),
        path("/v1%2fmodels"),
        path("https://localhost/v1/models"));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void whatHttp1CannotSayIsRefused(Row row) throws Exception {
    try (RawHttp2 connection = RawHttp2.connect(stand)) {
      boolean bare = row.body().isEmpty();
      connection.send(
          RawHttp2.HEADERS,
          RawHttp2.END_HEADERS | (bare ? RawHttp2.END_STREAM : 0),
          1,
          RawHttp2.block(row.fields()));
      if (!bare) {
        connection.send(RawHttp2.DATA, RawHttp2.END_STREAM, 1, row.body().getBytes(US_ASCII));
      }
      String outcome = connection.outcome(1);
      if (row.served()) {
        assertThat(outcome).isEqualTo("200");
        assertThat(stand.engine.asked).hasSize(1);
      } else {
        assertThat(outcome).matches("4..|reset|closed");
        assertThat(stand.engine.asked).isEmpty();
      }
    }
  }

  /** CVE-2023-44487. */
  @Test
  void whoOpensAndResetsStreamsWithoutEndIsCutOff() throws Exception {
    byte[] block = RawHttp2.block(head("GET", "/v1/models"));
    try (RawHttp2 connection = RawHttp2.connect(stand)) {
      assertThatThrownBy(() -> {
            for (int i = 0; i < FLOOD; i++) {
              ByteArrayOutputStream pair = new ByteArrayOutputStream();
              pair.writeBytes(RawHttp2.frame(
                  RawHttp2.HEADERS, RawHttp2.END_HEADERS | RawHttp2.END_STREAM, 2 * i + 1, block));
              pair.writeBytes(
                  RawHttp2.frame(RawHttp2.RST_STREAM, 0, 2 * i + 1, new byte[] {0, 0, 0, 8}));
              connection.write(pair.toByteArray());
            }
          })
          .isInstanceOf(IOException.class);
    }
    assertThat(stand.engine.asked.size()).isLessThan(1000);
    assertStillServes();
  }

  /** CVE-2024-27316 and its kin. */
  @Test
  void whoContinuesAHeadWithoutEndIsCutOff() throws Exception {
    byte[] block = RawHttp2.block(List.of("x-a", "b".repeat(8000)));
    try (RawHttp2 connection = RawHttp2.connect(stand)) {
      connection.send(RawHttp2.HEADERS, 0, 1, RawHttp2.block(head("GET", "/v1/models")));
      assertThatThrownBy(() -> {
            for (int i = 0; i < FLOOD; i++) {
              connection.send(RawHttp2.CONTINUATION, 0, 1, block);
            }
          })
          .isInstanceOf(IOException.class);
    }
    assertStillServes();
  }

  static Map<String, byte[]> emptyFrames() {
    return Map.of(
        "PING", RawHttp2.frame(RawHttp2.PING, 0, 0, new byte[8]),
        "SETTINGS", RawHttp2.frame(RawHttp2.SETTINGS, 0, 0, new byte[0]),
        "PRIORITY", RawHttp2.frame(RawHttp2.PRIORITY, 0, 1, new byte[] {0, 0, 0, 3, 1}),
        "an unknown type", RawHttp2.frame(0x55, 0, 0, new byte[0]));
  }

  /** Others are served meanwhile, though one I/O thread serves many. */
  @ParameterizedTest
  @ValueSource(strings = {"PING", "SETTINGS", "PRIORITY", "an unknown type"})
  void whoSendsFramesThatCarryNothingIsCutOff(String type) throws Exception {
    byte[] frame = emptyFrames().get(type);
    ByteArrayOutputStream thousand = new ByteArrayOutputStream();
    for (int i = 0; i < 1000; i++) {
      thousand.writeBytes(frame);
    }
    try (RawHttp2 connection = RawHttp2.connect(stand)) {
      Thread reader = new Thread(() -> {
        try {
          while (connection.next() != null) {}
        } catch (IOException ended) {
          // The flood tells.
        }
      });
      reader.setDaemon(true);
      reader.start();
      CompletableFuture<Boolean> cutOff = CompletableFuture.supplyAsync(() -> {
        try {
          for (int i = 0; i < 10_000; i++) {
            connection.write(thousand.toByteArray());
          }
          return false;
        } catch (IOException ended) {
          return true;
        }
      });
      for (int i = 0; i < 5; i++) {
        assertStillServes();
      }
      assertThat(cutOff.get()).isTrue();
    }
  }

  private void assertStillServes() throws Exception {
    assertThat(stand.send(stand.request("/health").build()).statusCode()).isEqualTo(200);
  }
}
