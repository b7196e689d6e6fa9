package eu.slmcopilot.gateway;

import eu.slmcopilot.gateway.edge.OpenAiError;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.io.IoCallback;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.xnio.XnioExecutor;
import org.xnio.channels.StreamSourceChannel;

/**
 * Reads a request body whole, without a thread and never more than allowed.
 *
 * <p>Undertow's own receiver reserves whatever length a client declares before it checks the limit, and
 * copies byte by byte; both matter here.
 */
final class RequestBody {
  private static final int FIRST_GUESS = 64 << 10;
  private static final int PACE = 10_000;

  private final HttpServerExchange exchange;
  private final GatewayConfig.Limits limits;
  private final Consumer<byte[]> whole;
  private final Runnable broken;
  private final ByteArrayOutputStream bytes;
  private final byte[] copy;
  private StreamSourceChannel channel;
  private XnioExecutor.Key pace;
  private int before;
  private boolean over;

  private RequestBody(
      HttpServerExchange exchange,
      GatewayConfig.Limits limits,
      Consumer<byte[]> whole,
      Runnable broken) {
    this.exchange = exchange;
    this.limits = limits;
    this.whole = whole;
    this.broken = broken;
    this.bytes = new ByteArrayOutputStream(
        (int) Math.max(32, Math.min(FIRST_GUESS, exchange.getRequestContentLength())));
    this.copy = new byte[exchange.getConnection().getBufferSize()];
  }

  /**
   * Reads on the exchange's I/O thread; a body that is too large is answered with 413 here, one that comes too slowly
   * with 408.
   *
   * @param whole gets the body once it is complete
   * @param broken is called instead when the client breaks off
   */
  static void read(
      HttpServerExchange exchange,
      GatewayConfig.Limits limits,
      Consumer<byte[]> whole,
      Runnable broken) {
    int limit = limits.bodyBytes();
    if (exchange.getRequestContentLength() > limit) {
      tooLarge(exchange, limit);
      return;
    }
    if (exchange.isRequestComplete()) {
      whole.accept(new byte[0]);
      return;
    }
    // One more than ours, so that Undertow's own limit (2 MiB unless set) never answers in our
    // place.
    exchange.setMaxEntitySize(limit + 1L);
    RequestBody body = new RequestBody(exchange, limits, whole, broken);
    if (HttpContinue.requiresContinueResponse(exchange)) {
      body.askForIt();
    } else {
      body.start();
    }
  }

  private void askForIt() {
    HttpContinue.sendContinueResponse(exchange, new IoCallback() {
      @Override
      public void onComplete(HttpServerExchange told, io.undertow.io.Sender sender) {
        start();
      }

      @Override
      public void onException(
          HttpServerExchange told, io.undertow.io.Sender sender, IOException e) {
        broken.run();
      }
    });
  }

  private void start() {
    channel = exchange.getRequestChannel();
    channel.getReadSetter().set(ready -> drain());
    drain();
    if (!over) {
      watchPace();
    }
  }

  private void drain() {
    try (PooledByteBuffer pooled = exchange.getConnection().getByteBufferPool().allocate()) {
      ByteBuffer buffer = pooled.getBuffer();
      int read = channel.read(buffer.clear());
      while (read > 0) {
        buffer.flip().get(copy, 0, read);
        bytes.write(copy, 0, read);
        if (bytes.size() > limits.bodyBytes()) {
          channel.suspendReads();
          over();
          tooLarge(exchange, limits.bodyBytes());
          return;
        }
        read = channel.read(buffer.clear());
      }
      if (read == 0) {
        channel.resumeReads();
        return;
      }
      channel.suspendReads();
      over();
      finish();
    } catch (IOException e) {
      over();
      broken.run();
    }
  }

  /** HTTP/2 frames a body without asking its declared length. */
  private void finish() {
    long declared = exchange.getRequestContentLength();
    if (declared >= 0 && declared != bytes.size()) {
      OpenAiError.badRequest(
              "malformed_request",
              "The body has " + bytes.size() + " bytes, not the " + declared + " declared.")
          .send(exchange);
    } else {
      whole.accept(bytes.toByteArray());
    }
  }

  private void watchPace() {
    pace = exchange
        .getIoThread()
        .executeAfter(this::checkPace, limits.bodyPace().toMillis(), TimeUnit.MILLISECONDS);
  }

  private void checkPace() {
    if (over) {
      return;
    }
    if (bytes.size() - before >= PACE) {
      before = bytes.size();
      watchPace();
      return;
    }
    over();
    channel.suspendReads();
    OpenAiError.invalid(
            408,
            "request_too_slow",
            "The request body came too slowly: less than " + PACE + " bytes in "
                + limits.bodyPace().toSeconds() + " s.")
        .send(exchange);
  }

  private void over() {
    over = true;
    if (pace != null) {
      pace.remove();
    }
  }

  private static void tooLarge(HttpServerExchange exchange, int limit) {
    OpenAiError.invalid(
            413, "request_too_large", "The request body is larger than " + limit + " bytes.")
        .send(exchange);
  }
}
