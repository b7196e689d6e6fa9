package eu.slmcopilot.openai;

import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;

/**
 * A streamed answer, chunk by chunk as the server sends it; for one thread, to be closed.
 *
 * <p>As an iterator, but its methods fail with {@link OpenAiException}.
 */
public final class ChatStream implements AutoCloseable {
  private final Call call;
  private final ChatEvents events;
  private final Timeouts timeouts;
  private Optional<ChatChunk> next = Optional.empty();
  private boolean begun;
  private boolean ended;

  ChatStream(Call call, ChatEvents events, Timeouts timeouts) {
    this.call = call;
    this.events = events;
    this.timeouts = timeouts;
  }

  /**
   * Waits for the next chunk.
   *
   * @return whether there is one; false once the server has said {@code [DONE]} or this was closed
   * @throws OpenAiException when the server refuses, breaks off or is silent for too long; the stream is closed then
   */
  public boolean hasNext() throws OpenAiException {
    if (next.isPresent() || ended) {
      return next.isPresent();
    }
    ChatEvents.Piece piece = await(begun ? timeouts.silence() : timeouts.firstToken());
    begun = true;
    next = piece.chunk();
    if (next.isEmpty()) {
      close();
    }
    if (piece.failure().isPresent()) {
      throw piece.failure().get();
    }
    return next.isPresent();
  }

  /**
   * The next chunk; waits as {@link #hasNext()} does.
   *
   * @throws NoSuchElementException when there is none
   */
  public ChatChunk next() throws OpenAiException {
    if (!hasNext()) {
      throw new NoSuchElementException("The answer has ended.");
    }
    ChatChunk chunk = next.orElseThrow();
    next = Optional.empty();
    return chunk;
  }

  /** Ends the stream; one that still runs is cancelled, which a server sees as a closed connection. */
  @Override
  public void close() {
    ended = true;
    next = Optional.empty();
    call.cancel();
    events.close();
  }

  private ChatEvents.Piece await(Duration limit) throws OpenAiException {
    ChatEvents.Piece piece;
    try {
      piece = events.pieces().poll(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      throw new OpenAiException.Connection("Interrupted while waiting for the answer.", e);
    }
    if (piece == null) {
      close();
      throw new OpenAiException.Timeout(
          begun
              ? "The server fell silent within its answer for " + limit.toMillis() + " ms."
              : "No token came within " + limit.toMillis() + " ms.",
          null);
    }
    return piece;
  }
}
