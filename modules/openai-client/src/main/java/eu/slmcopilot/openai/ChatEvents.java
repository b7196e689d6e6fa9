package eu.slmcopilot.openai;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;
import okhttp3.sse.EventSource;
import okhttp3.sse.EventSourceListener;
import okhttp3.sse.EventSources;
import okio.ByteString;

/** Receives a streamed answer on OkHttp's thread and hands it over, piece by piece. */
final class ChatEvents extends EventSourceListener implements Callback {
  private static final ByteString BYTE_ORDER_MARK = ByteString.decodeHex("efbbbf");
  // A reader that is slower than this holds the connection back instead of filling the memory.
  private static final int WAITING = 1024;
  private static final Duration LOOK = Duration.ofMillis(100);

  /** A chunk, or the end: in peace without a failure. */
  record Piece(Optional<ChatChunk> chunk, Optional<OpenAiException> failure) {
    static final Piece END = new Piece(Optional.empty(), Optional.empty());
  }

  private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>(WAITING);
  private final Failures failures;
  private boolean ended;
  private volatile boolean closed;

  ChatEvents(Failures failures) {
    this.failures = failures;
  }

  BlockingQueue<Piece> pieces() {
    return pieces;
  }

  /** Nobody reads any more: what was received already, which may be megabytes by HTTP/2, is dropped as it comes. */
  void close() {
    closed = true;
    pieces.clear();
  }

  @Override
  public void onResponse(Call call, Response response) throws IOException {
    try (response) {
      if (!response.isSuccessful()) {
        end(failures.of(response));
        return;
      }
      // okhttp-sse takes a byte order mark for a part of the first field's name.
      if (response.body().source().rangeEquals(0, BYTE_ORDER_MARK)) {
        response.body().source().skip(BYTE_ORDER_MARK.size());
      }
      EventSources.processResponse(response, this);
    } catch (IOException e) {
      end(failures.of(e));
    }
  }

  @Override
  public void onFailure(Call call, IOException reason) {
    end(failures.of(reason));
  }

  @Override
  public void onEvent(EventSource source, String id, String type, String data) {
    if (ended || closed) {
      return;
    }
    if (data.strip().equals("[DONE]")) {
      ended = true;
      put(Piece.END);
      return;
    }
    Optional<Wire.ServerError> error = Wire.error(data);
    if (error.isPresent() || "error".equals(type)) {
      end(Failures.inStream(
          error.orElseGet(() -> new Wire.ServerError(Wire.shortened(data), "", ""))));
      return;
    }
    try {
      put(new Piece(Optional.of(Wire.chunk(data)), Optional.empty()));
    } catch (OpenAiException.Protocol e) {
      end(e);
    }
  }

  @Override
  public void onClosed(EventSource source) {
    end(new OpenAiException.Connection(
        "The stream ended before the server said [DONE]: the answer is not whole.", null));
  }

  @Override
  public void onFailure(EventSource source, Throwable reason, Response response) {
    if (reason instanceof IOException broken) {
      end(failures.of(broken));
    } else {
      end(new OpenAiException.Protocol(
          "The server should have streamed text/event-stream: "
              + (reason == null ? "it did not" : reason.getMessage()),
          response == null ? 0 : response.code(),
          reason));
    }
  }

  private void end(OpenAiException failure) {
    if (!ended) {
      ended = true;
      put(new Piece(Optional.empty(), Optional.of(failure)));
    }
  }

  private void put(Piece piece) {
    try {
      while (!closed && !pieces.offer(piece, LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        // The reader is slow; whether it has left is looked at again.
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }
}
