package eu.slmcopilot.gateway;

import static eu.slmcopilot.gateway.RawCase.Answer.ALIVE;
import static eu.slmcopilot.gateway.RawCase.Answer.NOT_FOUND;
import static eu.slmcopilot.gateway.RawCase.Answer.REFUSED;
import static eu.slmcopilot.gateway.RawCase.Answer.SERVED;

import eu.slmcopilot.gateway.RawCase.Answer;
import java.util.ArrayList;
import java.util.List;

/**
 * Ways to make two programs on one path read one stream of bytes as different requests (RFC 9112 section 11), and to
 * reach a path that is not on the list. To try another, add a row.
 */
final class AbuseTable {
  private static final String CHAT = "/v1/chat/completions";
  private static final String SMUGGLED = "GET /smuggled HTTP/1.1|Host: x||";

  private final String authorization;
  private final List<RawCase> rows = new ArrayList<>();

  private AbuseTable(String authorization) {
    this.authorization = authorization;
  }

  /** All of them. */
  static List<RawCase> rows(String authorization) {
    AbuseTable table = new AbuseTable(authorization);
    table.lengths();
    table.chunks();
    table.heads();
    table.targets();
    table.versionsAndMethods();
    return List.copyOf(table.rows);
  }

  private void row(String name, Answer answer, String text) {
    rows.add(RawCase.of(name, answer, text));
  }

  /** A chat with these header lines and this body, on a connection that ends with it. */
  private void chat(String name, Answer answer, String headers, String body) {
    row(
        name,
        answer,
        "POST " + CHAT + " HTTP/1.1|Host: x|Connection: close|" + authorization + "|" + headers
            + "|" + body);
  }

  private void lengths() {
    chat("a plain chat", SERVED, "Content-Length: 2|", "{}");
    chat("CL.TE", REFUSED, "Content-Length: 6|Transfer-Encoding: chunked|", "0||" + SMUGGLED);
    chat("TE.CL", REFUSED, "Transfer-Encoding: chunked|Content-Length: 4|", "2|{}|0||" + SMUGGLED);
    chat("two lengths", REFUSED, "Content-Length: 2|Content-Length: 40|", "{}" + SMUGGLED);
    chat("two lengths alike", REFUSED, "Content-Length: 2|Content-Length: 2|", "{}");
    chat("a list of lengths", REFUSED, "Content-Length: 2, 40|", "{}" + SMUGGLED);
    chat("a negative length", REFUSED, "Content-Length: -1|", "{}");
    chat("a signed length", REFUSED, "Content-Length: +2|", "{}" + SMUGGLED);
    chat("a hexadecimal length", REFUSED, "Content-Length: 0x2|", "{}" + SMUGGLED);
    chat("a length in words", REFUSED, "Content-Length: two|", "{}");
    chat("an empty length", REFUSED, "Content-Length: |", "{}" + SMUGGLED);
    chat("a length beyond 64 bits", REFUSED, "Content-Length: 18446744073709551618|", "{}");
    chat("a length with a blank in it", REFUSED, "Content-Length: 2 0|", "{}" + SMUGGLED);
    chat("no length at all", REFUSED, "", "");
    row(
        "a body for GET",
        REFUSED,
        "GET /v1/models HTTP/1.1|Host: x|" + authorization + "|Content-Length: 200||" + SMUGGLED);
  }

  private void chunks() {
    String chunked = "Transfer-Encoding: chunked|";
    chat("plain chunks", SERVED, chunked, "2|{}|0||");
    chat("a chunk extension", SERVED, chunked, "2;a=b|{}|0||");
    chat("trailers", SERVED, chunked, "2|{}|0|X-Late: 1||");
    chat("TE.TE, two fields", REFUSED, chunked + "Transfer-Encoding: x|", "0||" + SMUGGLED);
    chat("TE.TE, a list", REFUSED, "Transfer-Encoding: x, chunked|", "2|{}|0||");
    chat("TE.TE, chunked not last", REFUSED, "Transfer-Encoding: chunked, x|", "2|{}|0||");
    chat("TE.TE, identity", REFUSED, "Transfer-Encoding: identity|", "2|{}|0||" + SMUGGLED);
    chat("TE.TE, gzip", REFUSED, "Transfer-Encoding: gzip|", "2|{}|0||" + SMUGGLED);
    chat("a tab before chunked", SERVED, "Transfer-Encoding:\tchunked|", "2|{}|0||");
    chat("a vertical tab in chunked", REFUSED, "Transfer-Encoding: \u000bchunked|", "2|{}|0||");
    chat("a blank before the colon", REFUSED, "Transfer-Encoding : chunked|", "2|{}|0||");
    chat("xchunked", REFUSED, "Transfer-Encoding: xchunked|", "2|{}|0||" + SMUGGLED);
    chat("chunked in quotes", REFUSED, "Transfer-Encoding: \"chunked\"|", "2|{}|0||");
    chat("chunked on a folded line", SERVED, "Transfer-Encoding:| chunked|", "2|{}|0||");
    chat("a negative chunk", REFUSED, chunked, "-2|{}|0||");
    chat("a chunk size in words", REFUSED, chunked, "two|{}|0||");
    chat("a chunk size with 0x", REFUSED, chunked, "0x2|{}|0||");
    chat("a chunk of 2^64 + 2 bytes", REFUSED, chunked, "10000000000000002|{}|0||");
    chat("a chunk of 2^63 bytes", REFUSED, chunked, "8000000000000000|{}");
    chat(
        "a chunk longer than it says, the rest of its line is skipped",
        SERVED,
        chunked,
        "2|{}x|0||");
    chat("a chunk that begins with nothing", REFUSED, chunked, "|2|{}|0||");
    row(
        "chunks in HTTP/1.0",
        REFUSED,
        "POST " + CHAT + " HTTP/1.0|Host: x|" + authorization
            + "|Transfer-Encoding: chunked||2|{}|0||" + SMUGGLED);
  }

  private void heads() {
    String rest = "Content-Length: 2|";
    chat("a folded line", SERVED, "X-A: b| c|" + rest, "{}");
    chat("a field without colon", REFUSED, "X-A|" + rest, "{}");
    chat("a field without name", REFUSED, ": a|" + rest, "{}");
    chat("a blank in a name", REFUSED, "X A: b|" + rest, "{}");
    chat("a NUL in a value", REFUSED, "X-A: b\u0000c|" + rest, "{}");
    chat("a NUL in a name", REFUSED, "X\u0000A: b|" + rest, "{}");
    chat("a bare CR in a value", REFUSED, "X-A: b\rX-B: c|" + rest, "{}");
    chat("a bare LF ends a line", REFUSED, "X-A: b\nTransfer-Encoding: chunked|" + rest, "{}");
    chat("two hosts", REFUSED, "Host: y|" + rest, "{}");
    row("no host", REFUSED, "GET /health HTTP/1.1|Connection: close||");
    row("a host that is none", REFUSED, "GET /health HTTP/1.1|Host: a/b|Connection: close||");
    row("a host with a login", REFUSED, "GET /health HTTP/1.1|Host: a@b|Connection: close||");
    row("no host in HTTP/1.0", ALIVE, "GET /health HTTP/1.0||");
    row(
        "201 fields",
        REFUSED,
        "GET /health HTTP/1.1|Host: x|Connection: close|" + "X-A: b|".repeat(201) + "|");
    row(
        "an upgrade to h2c",
        ALIVE,
        "GET /health HTTP/1.1|Host: x|Connection: close, Upgrade, HTTP2-Settings|Upgrade: h2c|"
            + "HTTP2-Settings: AAMAAABkAAQAAP__||");
    row(
        "an upgrade to websocket",
        ALIVE,
        "GET /health HTTP/1.1|Host: x|Connection: close, Upgrade|Upgrade: websocket|"
            + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==|Sec-WebSocket-Version: 13||");
  }

  private void targets() {
    for (String target : List.of(
        "//v1/models",
        "/v1//models",
        "/v1/./models",
        "/v1/x/../models",
        "/../v1/models",
        "/v1/%6dodels",
        "/v1/%2e%2e/models/apply",
        "/v1%2fmodels",
        "/v1/models/",
        "/v1/models%00",
        "/v1/models;x=y",
        "/v1/models/../../models/apply",
        "/v1/chat/completions/../../models",
        "/V1/MODELS",
        "/models/apply",
        "/v1/models%23",
        "/%c0%ae%c0%ae/v1/models")) {
      target("path " + target, NOT_FOUND, target);
    }
    target("a path with a query", SERVED, "/v1/models?limit=1");
    target("an absolute target", REFUSED, "https://localhost/v1/models");
    target("an absolute target elsewhere", REFUSED, "http://169.254.169.254/latest");
    target("an asterisk", REFUSED, "*");
    target("a fragment", REFUSED, "/v1/models#x");
    target("a backslash", REFUSED, "/v1\\models");
    target("no slash", REFUSED, "v1/models");
    target("a blank in the path", REFUSED, "/v1/models x");
    target("a tab in the path", REFUSED, "/v1/models\tx");
    target("a letter beyond ASCII", REFUSED, "/v1/models\u00e9");
  }

  private void target(String name, Answer answer, String target) {
    row(
        name,
        answer,
        "GET " + target + " HTTP/1.1|Host: x|Connection: close|" + authorization + "||");
  }

  private void versionsAndMethods() {
    String rest = "|Host: x|Connection: close|" + authorization + "||";
    row("HTTP/0.9", REFUSED, "GET /v1/models||");
    row("HTTP/1.2, understood as 1.1", SERVED, "GET /v1/models HTTP/1.2" + rest);
    row("HTTP/2.0 in a line", REFUSED, "GET /v1/models HTTP/2.0" + rest);
    row("http/1.1 in small letters", REFUSED, "GET /v1/models http/1.1" + rest);
    row("no version", REFUSED, "GET /v1/models " + rest);
    row("HTTP/2 without ALPN", REFUSED, "PRI * HTTP/2.0||SM||");
    row("CONNECT", REFUSED, "CONNECT 127.0.0.1:8080 HTTP/1.1" + rest);
    row("TRACE", REFUSED, "TRACE /v1/models HTTP/1.1" + rest);
    row("DELETE", REFUSED, "DELETE /v1/models HTTP/1.1" + rest);
    row("get in small letters", REFUSED, "get /v1/models HTTP/1.1" + rest);
    row("a method of signs", REFUSED, "G@T /v1/models HTTP/1.1" + rest);
    row("a TLS hello where a request should be", REFUSED, "\u0016\u0003\u0001\u0002\u0000||");
    row("two blanks", REFUSED, "GET  /v1/models HTTP/1.1" + rest);
    row(
        "a second request behind a refused one",
        REFUSED,
        "POST " + CHAT + " HTTP/1.1|Host: x|Content-Length: 5||{}" + SMUGGLED);
  }
}
