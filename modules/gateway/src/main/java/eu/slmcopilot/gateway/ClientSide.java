package eu.slmcopilot.gateway;

import eu.slmcopilot.gateway.course.Client;
import eu.slmcopilot.gateway.course.Course;
import eu.slmcopilot.gateway.course.Failure;
import eu.slmcopilot.gateway.course.Head;
import eu.slmcopilot.gateway.edge.OpenAiError;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.nio.ByteBuffer;
import java.util.function.Function;

/** The client of one exchange, which must have been dispatched and its body read. */
final class ClientSide implements Client, ClientStream.Listener {
  private static final HttpString NO_BUFFERING = new HttpString("X-Accel-Buffering");

  private final HttpServerExchange exchange;
  private final ClientWatch watch;
  private final Course course;
  private final ClientStream.Keeping keeping;
  private ClientStream stream;

  private ClientSide(
      HttpServerExchange exchange, ClientStream.Keeping keeping, Function<Client, Course> course) {
    this.exchange = exchange;
    this.keeping = keeping;
    this.course = course.apply(this);
    this.watch = ClientWatch.start(exchange, this::gone);
  }

  /** The course of this client's request. */
  static Course begin(
      HttpServerExchange exchange, ClientStream.Keeping keeping, Function<Client, Course> course) {
    return new ClientSide(exchange, keeping, course).course;
  }

  @Override
  public void begin(Head head) {
    exchange.setStatusCode(head.status());
    HeaderMap to = exchange.getResponseHeaders();
    head.fields().forEach((name, value) -> to.put(new HttpString(name), value));
    if (head.isEvents()) {
      to.put(Headers.CACHE_CONTROL, "no-cache");
      to.put(NO_BUFFERING, "no");
    }
    stream = new ClientStream(exchange, keeping, head.isEvents(), this);
  }

  @Override
  public void send(ByteBuffer bytes) {
    stream.send(bytes);
  }

  @Override
  public boolean isBehind() {
    return stream != null && stream.isBehind();
  }

  @Override
  public boolean isBlocked() {
    return stream != null && stream.isBlocked();
  }

  @Override
  public void end() {
    // Before the last byte, which gives the connection back to Undertow to read the next request.
    watch.stop();
    stream.end();
  }

  @Override
  public void endWith(Failure failure, boolean withinEvent) {
    watch.stop();
    stream.endWith(OpenAiError.of(failure).event(withinEvent));
  }

  @Override
  public void refuse(Failure failure) {
    watch.stop();
    OpenAiError error = OpenAiError.of(failure);
    failure
        .retryAfter()
        .ifPresentOrElse(wait -> error.send(exchange, wait), () -> error.send(exchange));
  }

  @Override
  public void cut() {
    watch.stop();
    if (stream != null) {
      stream.abort();
    }
    abandon();
  }

  @Override
  public void writable() {
    course.drained();
  }

  @Override
  public void finished() {
    // ClientStream has ended the exchange.
  }

  @Override
  public void gone() {
    watch.stop();
    course.gone();
    abandon();
  }

  private void abandon() {
    exchange.setPersistent(false);
    exchange.endExchange();
  }
}
