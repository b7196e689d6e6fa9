package eu.slmcopilot.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * Carries text past two weak places of the llama.cpp binding: its template call damages every
 * character outside the Basic Multilingual Plane and cuts the text after it, and a lone surrogate
 * or a NUL does not survive the way into C.
 */
final class PlainText {
  private static final int PRIVATE_USE_FIRST = 0xE000;
  private static final int PRIVATE_USE_LAST = 0xF8FF;

  private final List<Integer> characters = new ArrayList<>();
  private final int first;

  /** For the astral characters of this text, which then may go through {@link #hide}. */
  PlainText(String everything) {
    int unused = PRIVATE_USE_FIRST;
    for (int c : everything.codePoints().toArray()) {
      if (c >= PRIVATE_USE_FIRST && c <= PRIVATE_USE_LAST) {
        unused = Math.max(unused, c + 1);
      }
    }
    first = unused;
  }

  /** The text without what cannot be a Unicode text or a C string. */
  static String of(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .filter(c -> c != 0)
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }

  /** The text with a private-use character standing for each astral one. */
  String hide(String text) {
    StringBuilder hidden = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> hidden.appendCodePoint(Character.isBmpCodePoint(c) ? c : standIn(c)));
    return hidden.toString();
  }

  /** The text as it was before {@link #hide}. */
  String reveal(String hidden) {
    StringBuilder text = new StringBuilder(hidden.length());
    hidden
        .codePoints()
        .map(c -> c >= first && c - first < characters.size() ? characters.get(c - first) : c)
        .forEach(text::appendCodePoint);
    return text.toString();
  }

  private int standIn(int character) {
    int index = characters.indexOf(character);
    if (index < 0) {
      if (first + characters.size() > PRIVATE_USE_LAST) {
        return 0xFFFD;
      }
      index = characters.size();
      characters.add(character);
    }
    return first + index;
  }
}
