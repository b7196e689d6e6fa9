package eu.slmcopilot.gateway.edge;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Protocols;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Refuses what two programs on one path could read differently (RFC 9112 section 11.2). Undertow takes any coding for
 * chunked that ends like it or not at all, and a method in any case; a proxy before us may not.
 */
public final class CleanRequest implements HttpHandler {
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
  private static final Pattern METHOD = Pattern.compile("[A-Z]+");
  // RFC 3986 section 3.2.2, without the login that RFC 9110 section 4.2.4 forbids.
  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._~!$&'()*+,;=%-]*)(:[0-9]*)?");

  // RFC 9110 section 5.6.2
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Set<HttpString> CONNECTION_FIELDS = Set.of(
      Headers.CONNECTION,
      Headers.TRANSFER_ENCODING,
      Headers.UPGRADE,
      new HttpString("Keep-Alive"),
      new HttpString("Proxy-Connection"));

  private final HttpHandler next;

  /** Before these steps. */
  public CleanRequest(HttpHandler next) {
    this.next = next;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    Optional<String> fault = fault(exchange);
    if (fault.isPresent()) {
      exchange.setPersistent(false);
      OpenAiError.badRequest("malformed_request", fault.get()).send(exchange);
    } else {
      next.handleRequest(exchange);
    }
  }

  private static Optional<String> fault(HttpServerExchange exchange) {
    HeaderMap headers = exchange.getRequestHeaders();
    if (!METHOD.matcher(exchange.getRequestMethod().toString()).matches()) {
      return Optional.of("The method must be a word in capitals.");
    }
    if (headers.count(Headers.HOST) > 1
        || (headers.contains(Headers.HOST)
            && !HOST.matcher(headers.getFirst(Headers.HOST)).matches())) {
      return Optional.of("There must be one Host field, with a host and perhaps a port.");
    }
    return exchange.getProtocol().equals(Protocols.HTTP_2_0)
        ? binaryFields(headers)
        : framing(exchange, headers);
  }

  /** HTTP/2 can carry what has no place in a line of HTTP/1.1 (RFC 9113 section 8.2). */
  private static Optional<String> binaryFields(HeaderMap headers) {
    for (HeaderValues field : headers) {
      if (CONNECTION_FIELDS.contains(field.getHeaderName())) {
        return Optional.of("The field " + field.getHeaderName() + " has no place in HTTP/2.");
      }
      if (!TOKEN.matcher(field.getHeaderName().toString()).matches()) {
        return Optional.of("A field's name has signs that no name may have.");
      }
      for (String value : field) {
        if (value.indexOf(0) >= 0 || value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0) {
          return Optional.of("A field's value has a line break or a NUL in it.");
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> framing(HttpServerExchange exchange, HeaderMap headers) {
    HeaderValues lengths = headers.get(Headers.CONTENT_LENGTH);
    HeaderValues codings = headers.get(Headers.TRANSFER_ENCODING);
    if (lengths != null
        && (lengths.size() > 1 || !LENGTH.matcher(lengths.getFirst()).matches())) {
      return Optional.of("There must be one Content-Length at most, a number of bytes.");
    }
    if (codings == null) {
      return Optional.empty();
    }
    if (lengths != null) {
      return Optional.of("A request has a Content-Length or a Transfer-Encoding, not both.");
    }
    boolean chunked = codings.size() == 1
        && codings.getFirst().equalsIgnoreCase("chunked")
        && exchange.getProtocol().equals(Protocols.HTTP_1_1);
    return chunked
        ? Optional.empty()
        : Optional.of("The only Transfer-Encoding taken is chunked, in HTTP/1.1.");
  }
}
