package eu.slmcopilot.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;

import eu.slmcopilot.gateway.edge.OpenAiError;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;

/** Answers on the plain port: a challenge, the private CA's certificate, or the way to the TLS port. */
final class PlainHandler implements HttpHandler {
  private static final String CHALLENGE = "/.well-known/acme-challenge/";
  private static final Set<HttpString> READ = Set.of(Methods.GET, Methods.HEAD);
  private static final int HTTPS = 443;
  private static final int MISDIRECTED = 421;

  private final PlainPort plain;
  private final IntSupplier httpsPort;

  PlainHandler(PlainPort plain, IntSupplier httpsPort) {
    this.plain = plain;
    this.httpsPort = httpsPort;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    String path = exchange.getRequestURI();
    if (exchange.isHostIncludedInRequestURI() || !path.startsWith("/")) {
      OpenAiError.badRequest("bad_target", "The request target must be a path.").send(exchange);
    } else if (path.startsWith(CHALLENGE)) {
      serve(
          exchange,
          plain.acmeAnswers().apply(path.substring(CHALLENGE.length())),
          "application/octet-stream");
    } else if (path.equals("/ca.pem")) {
      serve(exchange, plain.caCertificate().get(), "application/x-pem-file");
    } else {
      redirect(exchange, path);
    }
  }

  private static void serve(HttpServerExchange exchange, Optional<String> text, String type) {
    if (text.isEmpty()) {
      OpenAiError.invalid(StatusCodes.NOT_FOUND, "not_found", "There is nothing at this path.")
          .send(exchange);
    } else if (!READ.contains(exchange.getRequestMethod())) {
      exchange.getResponseHeaders().put(Headers.ALLOW, "GET, HEAD");
      OpenAiError.invalid(
              StatusCodes.METHOD_NOT_ALLOWED,
              "method_not_allowed",
              "This path takes GET and HEAD only.")
          .send(exchange);
    } else {
      exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, type);
      exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
      exchange.getResponseSender().send(text.get(), US_ASCII);
    }
  }

  /** Never to a host that only the client's word is good for: that would lend our name to a stranger's page. */
  private void redirect(HttpServerExchange exchange, String path) {
    Optional<String> host = AskedHost.in(exchange.getRequestHeaders().getFirst(Headers.HOST))
        .filter(asked -> asked.isAddress() || plain.names().get().contains(asked.name()))
        .map(AskedHost::uriForm);
    if (host.isEmpty()) {
      OpenAiError.invalid(MISDIRECTED, "misdirected", "This machine does not go by that name.")
          .send(exchange);
      return;
    }
    int port = httpsPort.getAsInt();
    String query = exchange.getQueryString();
    String target = "https://" + host.get() + (port == HTTPS ? "" : ":" + port) + path
        + (query.isEmpty() ? "" : "?" + query);
    exchange.setStatusCode(
        READ.contains(exchange.getRequestMethod())
            ? StatusCodes.MOVED_PERMANENTLY
            : StatusCodes.PERMANENT_REDIRECT);
    exchange.getResponseHeaders().put(Headers.LOCATION, target);
    if (!exchange.isRequestComplete()) {
      exchange.setPersistent(false);
    }
    exchange.endExchange();
  }
}
