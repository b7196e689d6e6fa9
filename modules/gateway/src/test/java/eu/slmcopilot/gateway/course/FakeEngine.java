package eu.slmcopilot.gateway.course;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An engine that does what a test says, and remembers what was done to it. */
final class FakeEngine implements Engine {
  static final Head STREAM = new Head(200, Map.of("content-type", "text/event-stream"));
  static final Head JSON = new Head(200, Map.of("content-type", "application/json"));

  boolean reachable = true;
  int sent;
  int cancelled;
  boolean paused;
  private Listener listener;

  @Override
  public Call send(Listener to) {
    sent++;
    listener = to;
    if (!reachable) {
      to.unreachable();
    }
    return new Call() {
      @Override
      public void pause() {
        paused = true;
      }

      @Override
      public void resume() {
        paused = false;
      }

      @Override
      public void cancel() {
        cancelled++;
      }
    };
  }

  void answer(Head head) {
    listener.answered(head);
  }

  void say(String text) {
    listener.took(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  void end() {
    listener.ended();
  }

  void breakOff() {
    listener.failed(new IOException("broken"));
  }
}
