package eu.slmcopilot.validator;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
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
import java.util.concurrent.locks.LockSupport;

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
    NO_FINISH_REASON
  }

  private final HttpsServer server;
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
  }

  String endpoint() {
    return "https://localhost:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
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
        } else if (body.contains("\"stream\":true")) {
          stream(exchange);
        } else {
          chat(exchange);
        }
      }
      default ->
        json(
            exchange,
            fault == Fault.MANAGEMENT_OPEN ? 200 : 404,
            // As some pages do: it shows what it was sent.
            "{\"you sent\":\"" + exchange.getRequestHeaders().getFirst("Authorization") + " "
                + PASSWORD + "\"}");
    }
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
    json(exchange, 401, "{\"error\":{\"message\":\"no\"}}");
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

  private void stream(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      if (fault == Fault.ONE_BURST) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1500));
      }
      for (int word = 1; word <= 12; word++) {
        write(out, "{\"choices\":[{\"delta\":{\"content\":\"" + word + " \"}}]}");
        if (fault != Fault.ONE_BURST) {
          out.flush();
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(30));
        }
      }
      if (fault != Fault.NO_FINISH_REASON) {
        write(out, "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}");
      }
      if (fault != Fault.CUT_BEFORE_DONE) {
        write(out, "[DONE]");
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
