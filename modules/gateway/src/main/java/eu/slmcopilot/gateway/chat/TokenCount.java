package eu.slmcopilot.gateway.chat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts the tokens of an answer as its bytes pass: by the {@code usage} that engines put at the end, else by the
 * events. Not thread-safe.
 */
public final class TokenCount {
  // The usage comes last, in a stream as in a single object; only the end mark and an engine's
  // timings follow it.
  private static final int TAIL = 2 << 10;
  private static final String EVENT = "data: {";
  private static final Pattern USAGE = Pattern.compile("\"usage\"\\s*:\\s*\\{");
  private static final Pattern PROMPT = Pattern.compile("\"prompt_tokens\"\\s*:\\s*(\\d{1,9})");
  private static final Pattern ANSWER = Pattern.compile("\"completion_tokens\"\\s*:\\s*(\\d{1,9})");

  private final byte[] tail = new byte[TAIL];
  private int filled;
  private int column;
  private int events;

  /**
   * Looks at the next bytes, split anywhere, and leaves the buffer as it was.
   *
   * @return how many events began in them
   */
  public int passed(ByteBuffer bytes) {
    int before = events;
    for (int i = bytes.position(); i < bytes.limit(); i++) {
      byte b = bytes.get(i);
      if (b == '\n') {
        column = 0;
      } else if (column >= 0) {
        match(b);
      }
    }
    keep(bytes.duplicate());
    return events - before;
  }

  private void match(byte b) {
    if (b != EVENT.charAt(column)) {
      column = -1;
    } else if (++column == EVENT.length()) {
      events++;
      column = -1;
    }
  }

  private void keep(ByteBuffer bytes) {
    int added = Math.min(bytes.remaining(), TAIL);
    bytes.position(bytes.limit() - added);
    int stays = Math.min(filled, TAIL - added);
    if (stays < filled) {
      System.arraycopy(tail, filled - stays, tail, 0, stays);
    }
    bytes.get(tail, stays, added);
    filled = stays + added;
  }

  /** How many events came, the role and the end among them. */
  public int events() {
    return events;
  }

  /** The tokens of the prompt, if the engine told. */
  public OptionalLong input() {
    return told(PROMPT);
  }

  /** The tokens of the answer, if the engine told. */
  public OptionalLong output() {
    return told(ANSWER);
  }

  private OptionalLong told(Pattern number) {
    String end = new String(tail, 0, filled, StandardCharsets.ISO_8859_1);
    int from = -1;
    Matcher usage = USAGE.matcher(end);
    while (usage.find()) {
      from = usage.end();
    }
    Matcher found = number.matcher(end);
    return from >= 0 && found.find(from)
        ? OptionalLong.of(Long.parseLong(found.group(1)))
        : OptionalLong.empty();
  }
}
