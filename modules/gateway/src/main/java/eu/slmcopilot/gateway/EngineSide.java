package eu.slmcopilot.gateway;

import eu.slmcopilot.gateway.course.Engine;
import eu.slmcopilot.gateway.course.Head;
import eu.slmcopilot.gateway.upstream.Upstream;
import eu.slmcopilot.gateway.upstream.UpstreamCall;
import io.undertow.client.ClientRequest;
import io.undertow.client.ClientResponse;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.xnio.XnioIoThread;

/** The engine as one request meets it, over HTTP. */
final class EngineSide implements Engine {
  // What a client may see of the engine's header.
  private static final List<HttpString> ANSWER_HEADERS = List.of(
      Headers.CONTENT_TYPE, Headers.CONTENT_LENGTH, Headers.CACHE_CONTROL, Headers.RETRY_AFTER);

  private final Upstream upstream;
  private final XnioIoThread thread;
  private final Supplier<ClientRequest> request;
  private final byte[] body;

  /**
   * A request that may be sent more than once.
   *
   * @param request its head, made anew each time
   */
  EngineSide(Upstream upstream, XnioIoThread thread, Supplier<ClientRequest> request, byte[] body) {
    this.upstream = upstream;
    this.thread = thread;
    this.request = request;
    this.body = body;
  }

  @Override
  public Call send(Listener listener) {
    return upstream.call(thread, request.get(), body, new Translated(listener));
  }

  private static Head head(ClientResponse response) {
    Map<String, String> fields = new HashMap<>();
    for (HttpString name : ANSWER_HEADERS) {
      String value = response.getResponseHeaders().getFirst(name);
      if (value != null) {
        fields.put(name.toString().toLowerCase(Locale.ROOT), value);
      }
    }
    return new Head(response.getResponseCode(), fields);
  }

  private record Translated(Listener to) implements UpstreamCall.Listener {
    @Override
    public void answered(ClientResponse response) {
      to.answered(head(response));
    }

    @Override
    public void took(ByteBuffer bytes) {
      to.took(bytes);
    }

    @Override
    public void ended() {
      to.ended();
    }

    @Override
    public void failed(IOException reason) {
      if (reason instanceof ConnectException) {
        to.unreachable();
      } else {
        to.failed(reason);
      }
    }
  }
}
