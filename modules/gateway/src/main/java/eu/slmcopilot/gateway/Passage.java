package eu.slmcopilot.gateway;

import io.undertow.client.ClientRequest;
import io.undertow.client.ClientResponse;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.xnio.XnioExecutor;

/**
 * One request on its way through: from the client's body to the last byte of the engine's answer.
 *
 * <p>Everything happens on the I/O thread of the client's connection. Whatever ends it (answer complete, client
 * gone, engine gone, too long silent) passes {@link #over}, so nothing is left behind.
 */
final class Passage implements UpstreamCall.Listener, ClientStream.Listener {

  /** Where a request stands. */
  enum Phase {
    /** Sent to the engine, which has not answered. */
    PREFILLING,
    /** The engine's answer is being passed on. */
    STREAMING,
    /** The answer is complete, or was replaced by an error. */
    DONE,
    /** The client did not wait. */
    GONE
  }

  private static final List<HttpString> ANSWER_HEADERS = List.of(
      Headers.CONTENT_TYPE, Headers.CONTENT_LENGTH, Headers.CACHE_CONTROL, Headers.RETRY_AFTER);
  private static final HttpString NO_BUFFERING = new HttpString("X-Accel-Buffering");
  private static final int BETWEEN_EVENTS = '\n' << 8 | '\n';
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final HttpServerExchange exchange;
  private final Duration idle;
  private final ClientWatch watch;
  private final XnioExecutor.Key silence;
  private Phase phase = Phase.PREFILLING;
  private UpstreamCall call;
  private ClientStream client;
  private boolean events;
  private int lastTwo = BETWEEN_EVENTS;
  private long lastByte = System.nanoTime();

  private Passage(HttpServerExchange exchange, Duration idle) {
    this.exchange = exchange;
    this.idle = idle;
    this.watch = ClientWatch.start(exchange, this::gone);
    this.silence = exchange
        .getIoThread()
        .executeAtInterval(this::checkSilence, idle.toMillis() / 4 + 1, TimeUnit.MILLISECONDS);
  }

  /** Sends the request on; the exchange must have been dispatched and its body read. */
  static void begin(
      HttpServerExchange exchange,
      Upstream upstream,
      ClientRequest request,
      byte[] body,
      Duration idle) {
    Passage passage = new Passage(exchange, idle);
    passage.call = upstream.call(exchange.getIoThread(), request, body, passage);
  }

  @Override
  public void answered(ClientResponse response) {
    phase = Phase.STREAMING;
    lastByte = System.nanoTime();
    HeaderMap from = response.getResponseHeaders();
    HeaderMap to = exchange.getResponseHeaders();
    for (HttpString name : ANSWER_HEADERS) {
      String value = from.getFirst(name);
      if (value != null) {
        to.put(name, value);
      }
    }
    exchange.setStatusCode(response.getResponseCode());
    String type = from.getFirst(Headers.CONTENT_TYPE);
    events = type != null && type.startsWith("text/event-stream");
    if (events) {
      to.put(Headers.CACHE_CONTROL, "no-cache");
      to.put(NO_BUFFERING, "no");
    }
    client = new ClientStream(exchange, events, this);
  }

  @Override
  public boolean took(ByteBuffer bytes) {
    lastByte = System.nanoTime();
    int from = bytes.position();
    boolean all = client.write(bytes);
    for (int i = Math.max(from, bytes.position() - 2); i < bytes.position(); i++) {
      lastTwo = (lastTwo << 8 | bytes.get(i)) & 0xffff;
    }
    return all;
  }

  @Override
  public void writable() {
    call.resume();
  }

  @Override
  public void ended() {
    handBack();
    client.end();
  }

  /** Before the last byte, which gives the connection back to Undertow to read the next request. */
  private void handBack() {
    silence.remove();
    watch.stop();
  }

  @Override
  public void finished() {
    over(Phase.DONE);
  }

  @Override
  public void failed(IOException reason) {
    fail(
        reason instanceof ConnectException
            ? OpenAiError.server(
                503,
                "engine_unavailable",
                "The model is not reachable: it is starting or has stopped. Try again soon.")
            : OpenAiError.server(
                502, "engine_failed", "The model broke off its answer. Try again."));
  }

  private void checkSilence() {
    if (System.nanoTime() - lastByte > idle.toNanos()) {
      call.cancel();
      fail(OpenAiError.server(
          504,
          "engine_silent",
          "The model sent nothing for " + idle.toSeconds() + " s; given up."));
    }
  }

  /** Tells the client in the form that is still possible: a status, an event in the stream, or a cut. */
  private void fail(OpenAiError error) {
    if (phase == Phase.PREFILLING) {
      over(Phase.DONE);
      error.send(exchange, RETRY_AFTER);
    } else if (phase == Phase.STREAMING && events) {
      handBack();
      client.endWith(error.event(lastTwo != BETWEEN_EVENTS));
    } else if (phase == Phase.STREAMING) {
      over(Phase.DONE);
      client.abort();
      abandon();
    }
  }

  @Override
  public void gone() {
    if (phase == Phase.PREFILLING || phase == Phase.STREAMING) {
      over(Phase.GONE);
      call.cancel();
      abandon();
    }
  }

  private void abandon() {
    exchange.setPersistent(false);
    exchange.endExchange();
  }

  private void over(Phase end) {
    phase = end;
    silence.remove();
    watch.stop();
  }
}
