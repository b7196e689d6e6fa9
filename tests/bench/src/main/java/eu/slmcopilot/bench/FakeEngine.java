package eu.slmcopilot.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.SameThreadExecutor;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xnio.IoUtils;
import org.xnio.Options;
import org.xnio.XnioExecutor;
import org.xnio.channels.StreamSinkChannel;

/** An engine that thinks nothing: it sends so many chunks, one each so many milliseconds, each with its time. */
final class FakeEngine implements AutoCloseable {
  private static final Pattern ASKED = Pattern.compile("every=(\\d+) chunks=(\\d+)");
  private static final String PAD = "x".repeat(150);

  private final Undertow server;

  FakeEngine() {
    server = Undertow.builder()
        .addHttpListener(0, "127.0.0.1")
        .setIoThreads(1)
        // Thousands come within one second.
        .setSocketOption(Options.BACKLOG, 4096)
        .setWorkerThreads(1)
        .setHandler(FakeEngine::answer)
        .build();
    server.start();
  }

  int port() {
    return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
  }

  private static void answer(HttpServerExchange exchange) {
    if (exchange.getRequestPath().equals("/system")) {
      // Only LocalAI has it; without, a model that is listed counts as loaded.
      exchange.setStatusCode(StatusCodes.NOT_FOUND);
      return;
    }
    if (!exchange.getRequestPath().endsWith("/completions")) {
      json(exchange);
      return;
    }
    exchange.getRequestReceiver().receiveFullString((read, body) -> {
      Matcher asked = ASKED.matcher(body);
      if (asked.find()) {
        long every = Long.parseLong(asked.group(1));
        int chunks = Integer.parseInt(asked.group(2));
        read.dispatch(SameThreadExecutor.INSTANCE, () -> stream(read, every, chunks));
      } else {
        json(read);
      }
    });
  }

  private static void json(HttpServerExchange exchange) {
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
    exchange.getResponseSender().send("{\"object\":\"list\",\"data\":[{\"id\":\"bench\"}]}");
  }

  private static void stream(HttpServerExchange exchange, long every, int chunks) {
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/event-stream");
    StreamSinkChannel channel = exchange.getResponseChannel();
    int[] sent = {0};
    XnioExecutor.Key[] timer = new XnioExecutor.Key[1];
    timer[0] = exchange
        .getIoThread()
        .executeAtInterval(
            () -> {
              try {
                boolean last = ++sent[0] == chunks;
                write(channel, last ? "data: [DONE]\n\n" : chunk());
                if (last) {
                  timer[0].remove();
                  exchange.endExchange();
                }
              } catch (IOException gone) {
                timer[0].remove();
                IoUtils.safeClose(exchange.getConnection());
              }
            },
            every,
            TimeUnit.MILLISECONDS);
  }

  private static String chunk() {
    return "data: {\"id\":\"bench\",\"choices\":[{\"delta\":{\"content\":\"" + PAD + "\"}}],\"t\":"
        + System.nanoTime() + "}\n\n";
  }

  private static void write(StreamSinkChannel channel, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(US_ASCII));
    while (bytes.hasRemaining() && channel.write(bytes) > 0) {}
    channel.flush();
  }

  @Override
  public void close() {
    server.stop();
  }
}
