package eu.slmcopilot.validator;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** An endpoint that does everything right but for one fault. */
final class FakeAppliance implements AutoCloseable {
  static final String PASSWORD = "Correct0Horse9Ba";
  static final String BASIC =
      Base64.getEncoder().encodeToString(("copilot:" + PASSWORD).getBytes(StandardCharsets.UTF_8));

  /** What can be wrong with it. */
  enum Fault {
    NONE,
    HEALTH_NEEDS_PASSWORD,
    NEVER_READY,
    READY_LATER,
    OPEN_TO_ALL,
    NO_BEARER_CHALLENGE,
    ANY_PASSWORD_WILL_DO,
    BEARER_REFUSED,
    BASIC_REFUSED,
    NO_CORS_ON_REFUSALS,
    PREFLIGHT_NEEDS_PASSWORD,
    PREFLIGHT_WITHOUT_CORS,
    MANAGEMENT_OPEN,
    NO_MODEL,
    NO_USAGE,
    CHAT_FAILS,
    ONE_BURST,
    CUT_BEFORE_DONE,
    NO_FINISH_REASON,
    NO_USAGE_IN_STREAM,
    NO_TOOLS,
    TOOL_ARGUMENTS_BROKEN,
    NOTHING_AFTER_THE_TOOL,
    ABORTED_ANSWERS_GO_ON,
    ABORTED_ANSWERS_GO_ON_BEHIND_EMPTY_CHUNKS,
    ERRORS_ARE_PAGES,
    OVERFLOW_BREAKS_IT,
    OVERFLOW_UNCLEAR,
    METRICS_OPEN,
    METRICS_HIDDEN,
    METRICS_ARE_A_PAGE,
    NO_REDIRECT,
    REDIRECT_ELSEWHERE,
    REDIRECT_TO_443,
    OLD_TLS,
    WEAK_SUITES
  }

  private static final int TOO_LONG = 100_000;

  private final HttpsServer server;
  private final HttpServer plain;
  private final TlsFront front;
  private final Lock model = new ReentrantLock();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Fault fault;
  private int readyAsked;

  FakeAppliance(TestCertificate certificate, Fault fault) throws IOException {
    this.fault = fault;
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.server()));
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
    front = new TlsFront(server.getAddress(), fault);
    plain = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    plain.createContext("/", this::redirect);
    plain.start();
  }

  /** The port of plain HTTP. */
  String plainPort() {
    return String.valueOf(plain.getAddress().getPort());
  }

  private void redirect(HttpExchange exchange) throws IOException {
    try (exchange) {
      String target = switch (fault) {
        case REDIRECT_ELSEWHERE -> "http://localhost";
        case REDIRECT_TO_443 -> "https://localhost";
        default -> endpoint();
      };
      exchange.getResponseHeaders().set("Location", target + exchange.getRequestURI());
      exchange.sendResponseHeaders(fault == Fault.NO_REDIRECT ? 200 : 308, -1);
    }
  }

  String endpoint() {
    return "https://localhost:" + front.port();
  }

  @Override
  public void close() {
    front.close();
    plain.stop(0);
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String path = exchange.getRequestURI().getPath();
      boolean preflight = exchange.getRequestMethod().equals("OPTIONS");
      boolean mayEnter = mayEnter(exchange.getRequestHeaders().getFirst("Authorization"));
      if (!(preflight && fault == Fault.PREFLIGHT_WITHOUT_CORS)
          && !(path.startsWith("/v1/")
              && !mayEnter
              && !preflight
              && fault == Fault.NO_CORS_ON_REFUSALS)) {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Access-Control-Allow-Origin", "*");
        headers.set("Access-Control-Allow-Methods", "GET, POST, OPTIONS");
        headers.set("Access-Control-Allow-Headers", "authorization, content-type");
      }
      if (preflight && fault != Fault.PREFLIGHT_NEEDS_PASSWORD) {
        exchange.sendResponseHeaders(204, -1);
      } else {
        route(exchange, path, body, mayEnter);
      }
    }
  }

  private void route(HttpExchange exchange, String path, String body, boolean mayEnter)
      throws IOException {
    switch (path) {
      case "/health" -> json(exchange, fault == Fault.HEALTH_NEEDS_PASSWORD ? 401 : 200, "{}");
      case "/readyz" -> json(exchange, ready() ? 200 : 503, "{}");
      case "/v1/models", "/v1/chat/completions" -> {
        if (!mayEnter) {
          refuse(exchange);
        } else if (path.endsWith("models")) {
          String model = fault == Fault.NO_MODEL ? "" : "{\"id\":\"devstral-small-2\"}";
          json(exchange, 200, "{\"object\":\"list\",\"data\":[" + model + "]}");
        } else {
          answerChat(exchange, body);
        }
      }
      case "/metrics" ->
        metrics(exchange, mayEnter && exchange.getRequestHeaders().containsKey("Authorization"));
      default ->
        json(
            exchange,
            fault == Fault.MANAGEMENT_OPEN && !path.startsWith("/v1/") ? 200 : 404,
            // As some pages do: it shows what it was sent.
            error("you sent " + exchange.getRequestHeaders().getFirst("Authorization") + " "
                + PASSWORD));
    }
  }

  private void answerChat(HttpExchange exchange, String body) throws IOException {
    if (!body.endsWith("}")) {
      json(exchange, 400, error("not JSON"));
    } else if (body.length() > TOO_LONG) {
      json(
          exchange,
          fault == Fault.OVERFLOW_BREAKS_IT ? 500 : 400,
          error(fault == Fault.OVERFLOW_UNCLEAR ? "no" : "longer than the context"));
    } else if (body.contains("\"stream\":true")) {
      stream(exchange, body.contains("\"max_tokens\":256"));
    } else if (body.contains("\"tools\"")) {
      tools(exchange, body.contains("\"role\":\"tool\""));
    } else {
      chat(exchange);
    }
  }

  private void tools(HttpExchange exchange, boolean called) throws IOException {
    String arguments =
        fault == Fault.TOOL_ARGUMENTS_BROKEN ? "Lisbon" : "{\\\"city\\\":\\\"Lisbon\\\"}";
    String call =
        "{\"content\":null,\"tool_calls\":[{\"id\":\"c1\",\"type\":\"function\",\"function\":"
            + "{\"name\":\"get_temperature\",\"arguments\":\"" + arguments + "\"}}]}";
    String text = "{\"content\":\"" + (fault == Fault.NOTHING_AFTER_THE_TOOL ? "" : "21") + "\"}";
    boolean calls = !called && fault != Fault.NO_TOOLS;
    json(
        exchange,
        200,
        "{\"choices\":[{\"message\":" + (calls ? call : text) + ",\"finish_reason\":\""
            + (calls ? "tool_calls" : "stop") + "\"}]}");
  }

  private void metrics(HttpExchange exchange, boolean mayEnter) throws IOException {
    if (fault == Fault.METRICS_HIDDEN) {
      json(exchange, 404, error("no such path"));
    } else if (mayEnter || fault == Fault.METRICS_OPEN) {
      byte[] bytes = "# TYPE slm_copilot_model_loaded gauge\nslm_copilot_model_loaded 1\n"
          .getBytes(StandardCharsets.UTF_8);
      exchange
          .getResponseHeaders()
          .set("Content-Type", fault == Fault.METRICS_ARE_A_PAGE ? "text/html" : "text/plain");
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    } else {
      refuse(exchange);
    }
  }

  private String error(String message) {
    return fault == Fault.ERRORS_ARE_PAGES
        ? "<html>"
        : "{\"error\":{\"message\":\"" + message + "\",\"type\":\"t\"}}";
  }

  private boolean mayEnter(String authorization) {
    if (authorization == null) {
      return fault == Fault.OPEN_TO_ALL;
    }
    return fault == Fault.ANY_PASSWORD_WILL_DO
        || (authorization.equals("Basic " + BASIC) && fault != Fault.BASIC_REFUSED)
        || (authorization.equals("Bearer " + PASSWORD) && fault != Fault.BEARER_REFUSED);
  }

  private synchronized boolean ready() {
    readyAsked++;
    return fault != Fault.NEVER_READY && !(fault == Fault.READY_LATER && readyAsked < 3);
  }

  private void refuse(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"x\", charset=\"UTF-8\"");
    if (fault != Fault.NO_BEARER_CHALLENGE) {
      exchange.getResponseHeaders().add("WWW-Authenticate", "Bearer realm=\"x\"");
    }
    json(exchange, 401, error("no"));
  }

  private void chat(HttpExchange exchange) throws IOException {
    if (fault == Fault.CHAT_FAILS) {
      json(exchange, 500, "{\"error\":{\"message\":\"the model is out of memory\"}}");
      return;
    }
    String usage = fault == Fault.NO_USAGE
        ? ""
        : ",\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":1,\"total_tokens\":6}";
    json(
        exchange,
        200,
        "{\"choices\":[{\"message\":{\"content\":\"Hello\"},\"finish_reason\":\"stop\"}]" + usage
            + "}");
  }

  private void stream(HttpExchange exchange, boolean whole) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      if (fault == Fault.ABORTED_ANSWERS_GO_ON_BEHIND_EMPTY_CHUNKS) {
        write(out, "{\"choices\":[{\"delta\":{\"content\":\"\"}}]}");
        out.flush();
      }
      // One slot: who comes next waits.
      model.lock();
      try {
        streamWords(out, whole ? 200 : 12);
      } finally {
        model.unlock();
      }
    }
  }

  private void streamWords(OutputStream out, int words) throws IOException {
    if (fault == Fault.ONE_BURST) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1500));
    }
    for (int word = 1; word <= words; word++) {
      writeWord(out, word);
      if (fault != Fault.ONE_BURST) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(30));
      }
    }
    if (fault != Fault.NO_FINISH_REASON) {
      write(out, "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}");
    }
    if (fault != Fault.NO_USAGE_IN_STREAM) {
      write(
          out,
          "{\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":12,\"total_tokens\":21}}");
    }
    if (fault != Fault.CUT_BEFORE_DONE) {
      write(out, "[DONE]");
    }
  }

  private void writeWord(OutputStream out, int word) throws IOException {
    try {
      write(out, "{\"choices\":[{\"delta\":{\"content\":\"" + word + " \"}}]}");
      if (fault != Fault.ONE_BURST) {
        out.flush();
      }
    } catch (IOException gone) {
      if (fault != Fault.ABORTED_ANSWERS_GO_ON
          && fault != Fault.ABORTED_ANSWERS_GO_ON_BEHIND_EMPTY_CHUNKS) {
        throw gone;
      }
    }
  }

  private static void write(OutputStream out, String data) throws IOException {
    out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
  }

  private static void json(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
