package eu.slmcopilot.context;

import java.nio.charset.StandardCharsets;

/** A place in bytes that knows its line, and how a shell sorts the bytes ahead. */
final class Cursor {
  /** What {@link #peek()} gives behind the last byte. */
  static final int END = -1;

  private final byte[] text;
  private int at;
  private int line = 1;

  Cursor(byte[] text) {
    this.text = text;
  }

  /** The line, counted from 1. */
  int line() {
    return line;
  }

  int peek() {
    return peek(0);
  }

  int peek(int ahead) {
    int place = at + ahead;
    return place >= 0 && place < text.length ? text[place] & 0xFF : END;
  }

  int take() {
    int c = peek();
    if (c == '\n') {
      line++;
    }
    at++;
    return c;
  }

  /** Takes these bytes if they come next. */
  boolean skip(byte... bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (peek(i) != (bytes[i] & 0xFF)) {
        return false;
      }
    }
    at += bytes.length;
    return true;
  }

  void skipBlanks() {
    while (atBlank()) {
      take();
    }
  }

  /** Takes all up to the end of the line, but not that. */
  void skipLine() {
    while (peek() != '\n' && peek() != END) {
      take();
    }
  }

  /** Takes what looks like a name, good or not; empty where nothing does. */
  String takeName() {
    int start = at;
    while (isAlphanumeric(peek()) || isOneOf("_-.", peek())) {
      take();
    }
    return new String(text, start, at - start, StandardCharsets.US_ASCII);
  }

  boolean atBlank() {
    return peek() == ' ' || peek() == '\t';
  }

  /** At a line end, CR LF included, or at the end of all. */
  boolean atLineEnd() {
    int c = peek();
    return c == END || c == '\n' || (c == '\r' && (peek(1) == '\n' || peek(1) == END));
  }

  /**
   * Whether bash would put something else in the place of what comes next.
   *
   * @param quoted whether this is within double quotes
   */
  boolean atExpansion(boolean quoted) {
    if (peek() == '`') {
      return true;
    }
    int next = peek(1);
    return peek() == '$'
        && (isAlphanumeric(next)
            || isOneOf("_{([*@#?$!-", next)
            || (!quoted && isOneOf("'\"", next)));
  }

  /** Whether a tilde comes that means the home directory: first in a value, or after a colon. */
  boolean atHome() {
    return peek() == '~' && isOneOf("=:", peek(-1));
  }

  static boolean isOneOf(String characters, int c) {
    return c != END && characters.indexOf(c) >= 0;
  }

  private static boolean isAlphanumeric(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
