package eu.slmcopilot.gateway;

import eu.slmcopilot.gateway.edge.RequestId;
import eu.slmcopilot.gateway.readiness.EngineJson;
import eu.slmcopilot.gateway.readiness.Probe;
import eu.slmcopilot.gateway.upstream.Upstream;
import eu.slmcopilot.gateway.upstream.UpstreamCall;
import io.undertow.client.ClientRequest;
import io.undertow.client.ClientResponse;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.xnio.XnioExecutor;
import org.xnio.XnioIoThread;

/** Asks the engine how it is, over HTTP, on one I/O thread. */
final class EngineProbe implements Probe {
  private static final Duration SHORT = Duration.ofSeconds(5);
  private static final int MOST_KEPT = 1 << 20;
  // What the engine's log shows as request id.
  private static final String ID = "readiness";

  private final Upstream upstream;
  private final XnioIoThread thread;
  private final byte[] warmUp;
  private final Duration longest;

  /**
   * Asks this engine.
   *
   * @param longest how long the first chat may take
   */
  EngineProbe(
      Upstream upstream, XnioIoThread thread, GatewayConfig.Engine engine, Duration longest) {
    this.upstream = upstream;
    this.thread = thread;
    this.warmUp = EngineJson.warmUp(engine.model(), engine.warmUpPrompt());
    this.longest = longest;
  }

  @Override
  public void ask(Question question, Consumer<Answer> then) {
    switch (question) {
      case STARTED -> get("/readyz", then);
      case LOADED -> get("/system", then);
      case MODELS -> get("/v1/models", then);
      case WARM_UP -> {
        ClientRequest request = upstream.request(Methods.POST, "/v1/chat/completions");
        request.getRequestHeaders().put(Headers.CONTENT_TYPE, "application/json");
        send(request, warmUp, longest, then);
      }
    }
  }

  private void get(String path, Consumer<Answer> then) {
    send(upstream.request(Methods.GET, path), new byte[0], SHORT, then);
  }

  private void send(ClientRequest request, byte[] body, Duration limit, Consumer<Answer> then) {
    request.getRequestHeaders().put(RequestId.HEADER, ID);
    Collected answer = new Collected(then);
    UpstreamCall call = upstream.call(thread, request, body, answer);
    if (!answer.over) {
      try {
        answer.limit = thread.executeAfter(
            () -> call.giveUp(new IOException("no answer")),
            limit.toMillis(),
            TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException closed) {
        call.giveUp(new IOException("the gateway was closed", closed));
      }
    }
  }

  private static final class Collected implements UpstreamCall.Listener {
    private final Consumer<Answer> then;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int status;
    private XnioExecutor.Key limit;
    private boolean over;

    Collected(Consumer<Answer> then) {
      this.then = then;
    }

    @Override
    public void answered(ClientResponse response) {
      status = response.getResponseCode();
    }

    @Override
    public void took(ByteBuffer bytes) {
      byte[] part = new byte[Math.min(bytes.remaining(), MOST_KEPT - body.size())];
      bytes.get(part);
      body.writeBytes(part);
    }

    @Override
    public void ended() {
      tell(new Answer(status, body.toString(StandardCharsets.UTF_8)));
    }

    @Override
    public void failed(IOException reason) {
      tell(Answer.none());
    }

    private void tell(Answer answer) {
      over = true;
      if (limit != null) {
        limit.remove();
      }
      then.accept(answer);
    }
  }
}
