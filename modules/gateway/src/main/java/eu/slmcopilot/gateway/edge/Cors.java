package eu.slmcopilot.gateway.edge;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells browsers who may call (WHATWG Fetch, CORS protocol): headers on every answer, refusals included [SEC-04].
 */
public final class Cors implements HttpHandler {
  private static final HttpString ALLOW_ORIGIN = new HttpString("Access-Control-Allow-Origin");
  private static final HttpString ALLOW_METHODS = new HttpString("Access-Control-Allow-Methods");
  private static final HttpString ALLOW_HEADERS = new HttpString("Access-Control-Allow-Headers");
  private static final HttpString EXPOSE_HEADERS = new HttpString("Access-Control-Expose-Headers");

  private static final HttpString REQUEST_HEADERS =
      new HttpString("Access-Control-Request-Headers");
  private static final Pattern HEADER_NAMES = Pattern.compile("[A-Za-z0-9-]+(, *[A-Za-z0-9-]+)*");

  private final List<String> origins;
  private final boolean any;
  private final HttpHandler next;

  /** Lets these origins in, as browsers write them ({@code https://host:port}); {@code *} for all. */
  public Cors(List<String> origins, HttpHandler next) {
    this.origins = List.copyOf(origins);
    this.any = origins.contains("*");
    this.next = next;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    HeaderMap asked = exchange.getRequestHeaders();
    HeaderMap answer = exchange.getResponseHeaders();
    allowOrigin(asked.getFirst(Headers.ORIGIN), answer);
    answer.put(ALLOW_METHODS, "GET, POST, OPTIONS");
    answer.put(ALLOW_HEADERS, allowedHeaders(asked.getFirst(REQUEST_HEADERS)));
    answer.put(EXPOSE_HEADERS, "Retry-After, X-Queue-Position, X-Request-Id");
    next.handleRequest(exchange);
  }

  private void allowOrigin(String origin, HeaderMap answer) {
    if (any) {
      answer.put(ALLOW_ORIGIN, "*");
      return;
    }
    answer.add(Headers.VARY, "Origin");
    if (origin != null && origins.contains(origin)) {
      answer.put(ALLOW_ORIGIN, origin);
    }
  }

  /** What a preflight asks for is granted: the OpenAI SDK sends a dozen headers of its own. */
  private static String allowedHeaders(String asked) {
    return asked != null && asked.length() < 1000 && HEADER_NAMES.matcher(asked).matches()
        ? asked
        : "Authorization, Content-Type, X-Api-Key";
  }
}
