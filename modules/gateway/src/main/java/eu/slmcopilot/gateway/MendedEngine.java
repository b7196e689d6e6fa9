package eu.slmcopilot.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import eu.slmcopilot.gateway.chat.AnswerEvents;
import eu.slmcopilot.gateway.chat.EngineRefusal;
import eu.slmcopilot.gateway.chat.Prelude;
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
    private Prelude prelude;
    private Head head;
    private boolean refusal;
    private boolean over;

    Mended(Listener to) {
      this.to = to;
    }

    @Override
    public void answered(Head answer) {
      head = answer;
      refusal = answer.status() >= SERVER_ERROR && !answer.isEvents();
      prelude = answer.isEvents() ? new Prelude() : null;
      if (!refusal && prelude == null) {
        to.answered(answer);
      }
    }

    @Override
    public void took(ByteBuffer bytes) {
      if (over) {
        bytes.position(bytes.limit());
      } else if (refusal) {
        byte[] part = new byte[bytes.remaining()];
        bytes.get(part);
        words.writeBytes(part);
        if (words.size() > MOST_KEPT) {
          releaseWords();
        }
      } else if (prelude != null) {
        if (prelude.takes(bytes)) {
          endPrelude();
        }
      } else if (head.isEvents()) {
        events.pass(bytes).forEach(to::took);
      } else {
        to.took(bytes);
      }
    }

    private void releaseWords() {
      refusal = false;
      to.answered(head);
      to.took(ByteBuffer.wrap(words.toByteArray()));
    }

    /** An error in place of an answer becomes what it would have been before the 200. */
    private void endPrelude() {
      Prelude known = prelude;
      prelude = null;
      String error = known.error().orElse("");
      Optional<EngineRefusal> fault = EngineRefusal.inEventError(error);
      if (EngineRefusal.tellsOfALostBackend(error)) {
        over = true;
        to.unreachable();
      } else if (fault.isPresent()) {
        over = true;
        refuse(fault.get());
        to.ended();
      } else {
        to.answered(head);
        events.pass(known.held()).forEach(to::took);
      }
    }

    @Override
    public void ended() {
      if (over) {
        return;
      }
      if (refusal) {
        endRefusal();
        return;
      }
      if (prelude != null) {
        endPrelude();
      }
      if (!over && head.isEvents()) {
        events.end().forEach(to::took);
      }
      if (!over) {
        to.ended();
      }
    }

    private void endRefusal() {
      String body = words.toString(UTF_8);
      if (EngineRefusal.tellsOfALostBackend(body)) {
        to.unreachable();
        return;
      }
      EngineRefusal.in(head.status(), body).ifPresentOrElse(this::refuse, this::releaseWords);
      to.ended();
    }

    private void refuse(EngineRefusal fault) {
      byte[] json = fault.json().getBytes(UTF_8);
      to.answered(new Head(
          EngineRefusal.STATUS,
          Map.of(
              "content-type", "application/json", "content-length", String.valueOf(json.length))));
      to.took(ByteBuffer.wrap(json));
    }

    @Override
    public void unreachable() {
      if (!over) {
        to.unreachable();
      }
    }

    @Override
    public void failed(IOException reason) {
      if (!over) {
        to.failed(reason);
      }
    }
  }
}
