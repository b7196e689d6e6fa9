package eu.slmcopilot.gateway.edge;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The paths there are, by exact match; all others are 404, so that nothing of the engine but what is
 * listed can ever be reached.
 */
public final class Routes implements HttpHandler {

  /**
   * What a path does.
   *
   * @param methods the HTTP methods it takes
   * @param handler who answers
   */
  public record Route(Set<HttpString> methods, HttpHandler handler) {}

  private static final AttachmentKey<String> MATCHED = AttachmentKey.create(String.class);

  private final Map<String, Route> byPath;

  /** The paths as they stand in the request line, without a query. */
  public Routes(Map<String, Route> byPath) {
    this.byPath = Map.copyOf(byPath);
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    // The raw target: decoding, dots and doubled slashes are not interpreted, they just do not
    // match.
    Route route =
        exchange.isHostIncludedInRequestURI() ? null : byPath.get(exchange.getRequestURI());
    if (route == null) {
      OpenAiError.invalid(404, "not_found", "There is nothing at this path.").send(exchange);
      return;
    }
    exchange.putAttachment(MATCHED, exchange.getRequestURI());
    if (!route.methods().contains(exchange.getRequestMethod())) {
      String allowed = route.methods().stream()
          .map(HttpString::toString)
          .sorted()
          .collect(Collectors.joining(", "));
      exchange.getResponseHeaders().put(Headers.ALLOW, allowed);
      OpenAiError.invalid(405, "method_not_allowed", "This path takes " + allowed + " only.")
          .send(exchange);
      return;
    }
    route.handler().handleRequest(exchange);
  }

  /** Which of the paths there are was asked for, or empty. */
  static String of(HttpServerExchange exchange) {
    String matched = exchange.getAttachment(MATCHED);
    return matched == null ? "" : matched;
  }
}
