package eu.slmcopilot.gateway.edge;

import eu.slmcopilot.gateway.metrics.HttpMetrics;
import eu.slmcopilot.gateway.metrics.InferenceMetrics;
import eu.slmcopilot.gateway.metrics.Timeline;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;

/** Follows each request from its head to the last byte of its answer [MON-01]. */
public final class Measured implements HttpHandler {
  private static final AttachmentKey<Timeline> TIMELINE = AttachmentKey.create(Timeline.class);
  // Nothing was answered; what nginx writes for a client that closed first.
  private static final int CLIENT_CLOSED = 499;

  private final HttpMetrics http;
  private final InferenceMetrics inference;
  private final HttpHandler next;

  /** Counts into both: every request into the first, chats into the second as well. */
  public Measured(HttpMetrics http, InferenceMetrics inference, HttpHandler next) {
    this.http = http;
    this.inference = inference;
    this.next = next;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    Timeline timeline = new Timeline(inference);
    exchange.putAttachment(TIMELINE, timeline);
    http.began();
    exchange.addExchangeCompleteListener((ended, following) -> {
      try {
        http.ended(
            ended.getRequestScheme(),
            ended.getRequestMethod().toString(),
            Routes.of(ended),
            statusOf(ended),
            timeline.age());
      } finally {
        following.proceed();
      }
    });
    next.handleRequest(exchange);
  }

  /** When what happened to this request; only after this step. */
  public static Timeline of(HttpServerExchange exchange) {
    return exchange.getAttachment(TIMELINE);
  }

  /** The status that was answered, or 499 when the client left before there was one. */
  static int statusOf(HttpServerExchange exchange) {
    return of(exchange).isLeft() && exchange.getResponseBytesSent() == 0
        ? CLIENT_CLOSED
        : exchange.getStatusCode();
  }
}
