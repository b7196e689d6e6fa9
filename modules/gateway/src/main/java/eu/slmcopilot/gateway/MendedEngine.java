package eu.slmcopilot.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import eu.slmcopilot.gateway.chat.AnswerEvents;
import eu.slmcopilot.gateway.chat.EngineRefusal;
import eu.slmcopilot.gateway.course.Engine;
import eu.slmcopilot.gateway.course.Head;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/** An engine whose answers are put into the form that OpenAI's clients expect; see {@code gateway.chat}. */
final class MendedEngine implements Engine {
  private static final int SERVER_ERROR = 500;
  private static final int MOST_KEPT = 64 << 10;

  private final Engine engine;
  private final boolean chat;

  /**
   * Stands before an engine.
   *
   * @param chat whether it answers a chat completion, or a plain one
   */
  MendedEngine(Engine engine, boolean chat) {
    this.engine = engine;
    this.chat = chat;
  }

  @Override
  public Call send(Listener listener) {
    return engine.send(new Mended(listener));
  }

  private final class Mended implements Listener {
    private final Listener to;
    private final AnswerEvents events = new AnswerEvents(chat);
    private final ByteArrayOutputStream words = new ByteArrayOutputStream();
    private Head head;
    private boolean held;

    Mended(Listener to) {
      this.to = to;
    }

    @Override
    public void answered(Head answer) {
      head = answer;
      held = answer.status() >= SERVER_ERROR && !answer.isEvents();
      if (!held) {
        to.answered(answer);
      }
    }

    @Override
    public void took(ByteBuffer bytes) {
      if (held) {
        byte[] part = new byte[bytes.remaining()];
        bytes.get(part);
        words.writeBytes(part);
        if (words.size() > MOST_KEPT) {
          release();
        }
      } else if (head.isEvents()) {
        events.pass(bytes).forEach(to::took);
      } else {
        to.took(bytes);
      }
    }

    private void release() {
      held = false;
      to.answered(head);
      to.took(ByteBuffer.wrap(words.toByteArray()));
    }

    @Override
    public void ended() {
      if (held) {
        Optional<EngineRefusal> refusal = EngineRefusal.in(head.status(), words.toString(UTF_8));
        refusal.ifPresentOrElse(this::refuse, this::release);
      } else if (head.isEvents()) {
        events.end().forEach(to::took);
      }
      to.ended();
    }

    private void refuse(EngineRefusal refusal) {
      byte[] json = refusal.json().getBytes(UTF_8);
      to.answered(new Head(
          EngineRefusal.STATUS,
          Map.of(
              "content-type", "application/json", "content-length", String.valueOf(json.length))));
      to.took(ByteBuffer.wrap(json));
    }

    @Override
    public void unreachable() {
      to.unreachable();
    }

    @Override
    public void failed(IOException reason) {
      to.failed(reason);
    }
  }
}
