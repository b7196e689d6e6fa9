package eu.slmcopilot.gateway;

import eu.slmcopilot.gateway.admission.ClientKey;
import eu.slmcopilot.gateway.edge.Authentication;
import eu.slmcopilot.gateway.edge.ClientAddress;
import eu.slmcopilot.gateway.edge.RequestId;
import eu.slmcopilot.gateway.upstream.Upstream;
import io.undertow.client.ClientRequest;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.List;

/** A request that was let in and read. */
final class Asked {
  // What the engine may see of a client's headers; credentials, cookies and hop-by-hop fields
  // never.
  private static final List<HttpString> REQUEST_HEADERS =
      List.of(Headers.ACCEPT, Headers.CONTENT_TYPE, new HttpString("Extra-Usage"));

  private final HttpServerExchange exchange;
  private final byte[] body;
  private final boolean stream;
  private final boolean withTools;

  /**
   * What was asked.
   *
   * @param exchange it came in; dispatched, so that returning does not end it
   * @param body what goes to the engine
   * @param stream whether the client wants events
   * @param withTools whether the model may call tools, which LocalAI tells only at the end of its answer
   */
  Asked(HttpServerExchange exchange, byte[] body, boolean stream, boolean withTools) {
    this.exchange = exchange;
    this.body = body;
    this.stream = stream;
    this.withTools = withTools;
  }

  HttpServerExchange exchange() {
    return exchange;
  }

  byte[] body() {
    return body;
  }

  boolean stream() {
    return stream;
  }

  boolean withTools() {
    return withTools;
  }

  /** Its head, as the engine gets it. */
  ClientRequest head(Upstream upstream) {
    ClientRequest request = upstream.request(exchange.getRequestMethod(), exchange.getRequestURI());
    HeaderMap to = request.getRequestHeaders();
    for (HttpString name : REQUEST_HEADERS) {
      String value = exchange.getRequestHeaders().getFirst(name);
      if (value != null) {
        to.put(name, value);
      }
    }
    to.put(RequestId.HEADER, RequestId.of(exchange));
    return request;
  }

  /** Whose place in the queue it takes. */
  ClientKey client() {
    return ClientKey.of(ClientAddress.of(exchange), Authentication.nameOf(exchange));
  }

  /** Whether it is a completion, of a chat or a plain one. */
  boolean isCompletion() {
    return exchange.getRequestURI().endsWith("/completions");
  }

  /** Whether it is a chat completion, not a plain one. */
  boolean isChat() {
    return exchange.getRequestURI().endsWith("/chat/completions");
  }
}
