package eu.slmcopilot.gateway.edge;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import io.undertow.util.HttpString;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Names each request, so that an editor's error, the access log and the engine's log meet. */
public final class RequestId implements HttpHandler {
  /** What the answer, and the request to the engine, carry it in. */
  public static final HttpString HEADER = new HttpString("X-Request-Id");

  private static final AttachmentKey<String> ID = AttachmentKey.create(String.class);

  private final RandomGenerator random;
  private final HttpHandler next;

  /** Takes 64 bits for each; hard to guess only if the source is. */
  public RequestId(RandomGenerator random, HttpHandler next) {
    this.random = random;
    this.next = next;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    String id = HexFormat.of().toHexDigits(random.nextLong());
    exchange.putAttachment(ID, id);
    exchange.getResponseHeaders().put(HEADER, id);
    next.handleRequest(exchange);
  }

  /** The request's name, 16 hexadecimal digits; only after this step. */
  public static String of(HttpServerExchange exchange) {
    return exchange.getAttachment(ID);
  }
}
