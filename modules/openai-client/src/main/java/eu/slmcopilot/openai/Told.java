package eu.slmcopilot.openai;

import okhttp3.Call;

/** Passes a stream on to its listener; closing it cancels the call, which ends the stream with a failure. */
final class Told implements AutoCloseable, Runnable {
  private final Call call;
  private final ChatStream stream;
  private final ChatListener listener;

  Told(Call call, ChatStream stream, ChatListener listener) {
    this.call = call;
    this.stream = stream;
    this.listener = listener;
  }

  @Override
  public void run() {
    try (stream) {
      while (stream.hasNext()) {
        listener.chunk(stream.next());
      }
    } catch (OpenAiException e) {
      listener.failed(e);
      return;
    }
    listener.done();
  }

  @Override
  public void close() {
    call.cancel();
  }
}
