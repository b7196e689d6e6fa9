package eu.slmcopilot.gateway.edge;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.StatusCodes;
import java.time.Duration;
import java.util.Optional;

/** Lets each network do so much in a minute [SCALE-02]. */
public final class RateLimit implements HttpHandler {
  private final Allowance requests;
  private final HttpHandler next;

  /** Uses the allowance once a request; refuses with 429 and {@code Retry-After} what it does not give. */
  public RateLimit(Allowance requests, HttpHandler next) {
    this.requests = requests;
    this.next = next;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    Optional<Duration> wait = requests.use(ClientAddress.of(exchange));
    if (wait.isPresent()) {
      refuse(
          exchange,
          wait.get(),
          "Your network may send " + requests.perMinute()
              + " requests a minute. Wait and try again.");
    } else {
      next.handleRequest(exchange);
    }
  }

  static void refuse(HttpServerExchange exchange, Duration wait, String message) {
    OpenAiError.invalid(StatusCodes.TOO_MANY_REQUESTS, "rate_limit_exceeded", message)
        .send(exchange, Duration.ofSeconds(wait.toSeconds() + 1));
  }
}
