package eu.slmcopilot.gateway.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * An answer's server-sent events on their way to the client, looked at as they pass: an error that is the request's
 * fault says so, and no stream ends without a {@code finish_reason}. Everything else passes byte for byte and at once,
 * uncopied. Not thread-safe.
 */
public final class AnswerEvents {
  private static final byte[] ERROR = "data: {\"error\"".getBytes(UTF_8);
  private static final byte[] DONE = "data: [DONE]".getBytes(UTF_8);
  /** How many bytes both begin with. */
  private static final int COMMON = "data: ".length();

  private static final int LONGEST_LINE = 64 << 10;

  private enum Line {
    /** Too little of it is here. */
    UNDECIDED,
    /** It passes as it is. */
    PLAIN,
    /** An error or the end mark, which waits for the rest of its line. */
    SPECIAL
  }

  private final FinishChunk owed;
  private final Sought finish = new Sought("\"finish_reason\":\"");
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private Line line = Line.PLAIN;
  private byte[] mark = ERROR;
  private int column;
  private boolean errorSeen;
  private boolean doneSeen;

  /** Events of a chat completion, or of a plain one. */
  public AnswerEvents(boolean chat) {
    this.owed = new FinishChunk(chat);
  }

  /**
   * Takes the next bytes, split anywhere.
   *
   * @return what is to be sent in their place, in order; mostly the buffer itself, and nothing when it has to wait
   */
  public List<ByteBuffer> pass(ByteBuffer bytes) {
    List<ByteBuffer> out = new ArrayList<>(1);
    int from = bytes.position();
    int start = from;
    for (int i = from; i < bytes.limit(); i++) {
      byte b = bytes.get(i);
      if (column == 0) {
        line = Line.UNDECIDED;
        start = i;
      }
      finish.next(b);
      owed.next(b);
      if (line == Line.UNDECIDED && decided(b) == Line.PLAIN) {
        releaseHeld(out);
      }
      column++;
      if (b == '\n') {
        if (line == Line.SPECIAL) {
          add(out, bytes, from, start);
          hold(bytes, start, i + 1);
          out.addAll(special());
          from = i + 1;
        }
        column = 0;
      }
    }
    if (column > 0 && line != Line.PLAIN) {
      add(out, bytes, from, start);
      hold(bytes, start, bytes.limit());
      giveUpOnALongLine(out);
    } else {
      add(out, bytes, from, bytes.limit());
    }
    bytes.position(bytes.limit());
    return out;
  }

  /** What is to be sent after the last byte of an answer that ended well; mostly nothing. */
  public List<ByteBuffer> end() {
    List<ByteBuffer> out = new ArrayList<>();
    if (line == Line.SPECIAL && column > 0) {
      out.addAll(special());
    } else {
      releaseHeld(out);
    }
    if (owed.hasBegun() && !doneSeen) {
      addFinish(out);
      out.add(ByteBuffer.wrap("data: [DONE]\n\n".getBytes(UTF_8)));
      doneSeen = true;
    }
    return out;
  }

  private Line decided(byte b) {
    if (column == COMMON) {
      mark = b == DONE[COMMON] ? DONE : ERROR;
    }
    if (b != mark[column]) {
      line = Line.PLAIN;
    } else if (column == mark.length - 1) {
      line = Line.SPECIAL;
    }
    return line;
  }

  private List<ByteBuffer> special() {
    List<ByteBuffer> out = new ArrayList<>();
    String text = held.toString(UTF_8);
    held.reset();
    if (mark == DONE) {
      if (!doneSeen) {
        addFinish(out);
      }
      doneSeen = true;
      out.add(ByteBuffer.wrap(text.getBytes(UTF_8)));
    } else {
      errorSeen = true;
      out.add(ByteBuffer.wrap(EngineRefusal.inEvent(text).getBytes(UTF_8)));
    }
    return out;
  }

  private void addFinish(List<ByteBuffer> out) {
    if (!errorSeen && !finish.isFound()) {
      out.add(ByteBuffer.wrap(owed.event()));
    }
  }

  private void giveUpOnALongLine(List<ByteBuffer> out) {
    if (held.size() > LONGEST_LINE) {
      line = Line.PLAIN;
      releaseHeld(out);
    }
  }

  private void releaseHeld(List<ByteBuffer> out) {
    if (held.size() > 0) {
      out.add(ByteBuffer.wrap(held.toByteArray()));
      held.reset();
    }
  }

  private void hold(ByteBuffer bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      held.write(bytes.get(i));
    }
  }

  private static void add(List<ByteBuffer> out, ByteBuffer bytes, int from, int to) {
    if (from < to) {
      out.add(bytes.duplicate().limit(to).position(from));
    }
  }
}
