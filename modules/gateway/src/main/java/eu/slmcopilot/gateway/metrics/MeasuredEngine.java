package eu.slmcopilot.gateway.metrics;

import eu.slmcopilot.gateway.chat.TokenCount;
import eu.slmcopilot.gateway.course.Engine;
import eu.slmcopilot.gateway.course.Head;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/** An engine whose work on one request is measured as it passes, and nothing of it changed. */
public final class MeasuredEngine implements Engine {
  private final Engine engine;
  private final InferenceMetrics metrics;
  private final Timeline timeline;
  private final String operation;

  /**
   * Stands before an engine.
   *
   * @param timeline of the request that brought it to the engine
   * @param operation what is asked for, {@code chat} or {@code text_completion}
   */
  public MeasuredEngine(
      Engine engine, InferenceMetrics metrics, Timeline timeline, String operation) {
    this.engine = engine;
    this.metrics = metrics;
    this.timeline = timeline;
    this.operation = operation;
  }

  @Override
  public Call send(Listener listener) {
    timeline.sent();
    Measured answer = new Measured(listener);
    Call call = engine.send(answer);
    return new Call() {
      @Override
      public void pause() {
        call.pause();
      }

      @Override
      public void resume() {
        call.resume();
      }

      @Override
      public void cancel() {
        answer.close(false);
        call.cancel();
      }
    };
  }

  private final class Measured implements Listener {
    private final Listener to;
    private final InferenceMetrics.Answer series = metrics.answer(operation);
    private final TokenCount tokens = new TokenCount();
    private boolean begun;
    private boolean stream;
    private boolean first = true;
    private long began;
    private long last;

    Measured(Listener to) {
      this.to = to;
    }

    @Override
    public void answered(Head head) {
      begun = head.status() == 200;
      stream = begun && head.isEvents();
      to.answered(head);
    }

    @Override
    public void took(ByteBuffer bytes) {
      if (begun) {
        int events = tokens.passed(bytes);
        if (stream && events > 0) {
          clock(events);
        }
      }
      to.took(bytes);
    }

    private void clock(int events) {
      long now = metrics.nanos();
      if (first) {
        first = false;
        began = now;
        series.firstToken(timeline.age());
      } else {
        series.events(events, now - last);
      }
      last = now;
    }

    /** Once; what the engine did not tell is counted. */
    void close(boolean whole) {
      if (!begun) {
        return;
      }
      begun = false;
      OptionalLong in = tokens.input();
      // Of a whole stream the last event is the finish, not a token.
      long counted = Math.max(0, tokens.events() - (whole ? 1 : 0));
      if (!stream && tokens.output().isEmpty()) {
        return;
      }
      long out = tokens.output().orElse(counted);
      in.ifPresent(prompt -> series.input().observe((double) prompt));
      series.output().observe((double) out);
      series.rate(out - 1, last - began);
      timeline.tokens(in, out);
    }

    @Override
    public void ended() {
      close(true);
      to.ended();
    }

    @Override
    public void unreachable() {
      to.unreachable();
    }

    @Override
    public void failed(IOException reason) {
      close(false);
      to.failed(reason);
    }
  }
}
