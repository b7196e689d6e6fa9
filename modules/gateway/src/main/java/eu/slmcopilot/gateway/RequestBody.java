package eu.slmcopilot.gateway;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.io.IoCallback;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.xnio.channels.StreamSourceChannel;

/**
 * Reads a request body whole, without a thread and never more than allowed.
 *
 * <p>Undertow's own receiver reserves whatever length a client declares before it checks the limit, and
 * copies byte by byte; both matter here.
 */
final class RequestBody {
  private static final int FIRST_GUESS = 64 << 10;

  private final HttpServerExchange exchange;
  private final int limit;
  private final Consumer<byte[]> whole;
  private final Runnable broken;
  private final ByteArrayOutputStream bytes;
  private final byte[] copy;

  private RequestBody(
      HttpServerExchange exchange, int limit, Consumer<byte[]> whole, Runnable broken) {
    this.exchange = exchange;
    this.limit = limit;
    this.whole = whole;
    this.broken = broken;
    this.bytes = new ByteArrayOutputStream(
        (int) Math.max(32, Math.min(FIRST_GUESS, exchange.getRequestContentLength())));
    this.copy = new byte[exchange.getConnection().getBufferSize()];
  }

  /**
   * Reads on the exchange's I/O thread; a body over the limit is answered with 413 here.
   *
   * @param limit the most bytes accepted
   * @param whole gets the body once it is complete
   * @param broken is called instead when the client breaks off
   */
  static void read(
      HttpServerExchange exchange, int limit, Consumer<byte[]> whole, Runnable broken) {
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
    RequestBody body = new RequestBody(exchange, limit, whole, broken);
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
    StreamSourceChannel channel = exchange.getRequestChannel();
    channel.getReadSetter().set(this::drain);
    drain(channel);
  }

  private void drain(StreamSourceChannel channel) {
    try (PooledByteBuffer pooled = exchange.getConnection().getByteBufferPool().allocate()) {
      ByteBuffer buffer = pooled.getBuffer();
      int read = channel.read(buffer.clear());
      while (read > 0) {
        buffer.flip().get(copy, 0, read);
        bytes.write(copy, 0, read);
        if (bytes.size() > limit) {
          channel.suspendReads();
          tooLarge(exchange, limit);
          return;
        }
        read = channel.read(buffer.clear());
      }
      if (read == 0) {
        channel.resumeReads();
        return;
      }
      channel.suspendReads();
      whole.accept(bytes.toByteArray());
    } catch (IOException e) {
      broken.run();
    }
  }

  private static void tooLarge(HttpServerExchange exchange, int limit) {
    OpenAiError.invalid(
            413, "request_too_large", "The request body is larger than " + limit + " bytes.")
        .send(exchange);
  }
}
