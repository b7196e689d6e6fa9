package eu.slmcopilot.gateway;

import io.undertow.client.ClientResponse;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.SameThreadExecutor;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.xnio.XnioExecutor;

/** The two questions anybody may ask: is the gateway alive, and is the model ready [SEC-02]. */
final class Health {
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private Health() {}

  /** 200 as long as this process answers. */
  static HttpHandler alive() {
    return exchange -> json(exchange, StatusCodes.OK, "{\"status\":\"ok\"}\n");
  }

  /** 200 when the engine says it is ready, else 503, and nothing more. */
  static HttpHandler ready(Upstream upstream) {
    return exchange ->
        exchange.dispatch(SameThreadExecutor.INSTANCE, () -> ask(upstream, exchange));
  }

  private static void ask(Upstream upstream, HttpServerExchange exchange) {
    Answer answer = new Answer(exchange);
    UpstreamCall call = upstream.call(
        exchange.getIoThread(), upstream.request(Methods.GET, "/readyz"), new byte[0], answer);
    answer.limit = exchange
        .getIoThread()
        .executeAfter(
            () -> call.giveUp(new IOException("no answer")),
            LONGEST.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private static void json(HttpServerExchange exchange, int status, String body) {
    exchange.setStatusCode(status);
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
    exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
    exchange.getResponseSender().send(body);
  }

  private static final class Answer implements UpstreamCall.Listener {
    private final HttpServerExchange exchange;
    private int status = StatusCodes.SERVICE_UNAVAILABLE;
    private XnioExecutor.Key limit;

    Answer(HttpServerExchange exchange) {
      this.exchange = exchange;
    }

    @Override
    public void answered(ClientResponse response) {
      status = response.getResponseCode();
    }

    @Override
    public boolean took(ByteBuffer bytes) {
      bytes.position(bytes.limit());
      return true;
    }

    @Override
    public void ended() {
      limit.remove();
      boolean ready = status == StatusCodes.OK;
      json(
          exchange,
          ready ? StatusCodes.OK : StatusCodes.SERVICE_UNAVAILABLE,
          ready ? "{\"status\":\"ready\"}\n" : "{\"status\":\"loading\"}\n");
    }

    @Override
    public void failed(IOException reason) {
      json(exchange, StatusCodes.SERVICE_UNAVAILABLE, "{\"status\":\"unavailable\"}\n");
    }
  }
}
