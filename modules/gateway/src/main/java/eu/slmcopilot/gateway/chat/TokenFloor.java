package eu.slmcopilot.gateway.chat;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A number of tokens below which no tokenizer gets, so that nothing that fits is ever refused.
 *
 * <p>Byte-pair tokenizers first cut a text into words, runs of digits, of other signs and of blanks, and no token
 * crosses such a cut. So there are at least as many tokens as words. It is some two thirds of the true number for
 * code: who is over the window by little is refused by the engine, at once but when it is its turn.
 */
final class TokenFloor {
  /** No vocabulary we know has a longer word. */
  private static final int LONGEST_WORD = 128;

  private static final int LONGEST_NUMBER = 3;

  private TokenFloor() {}

  /** The least number of tokens of all texts in a part of a request; pictures count nothing. */
  static long of(JsonNode part) {
    if (part.isTextual()) {
      return part.textValue().startsWith("data:") ? 0 : of(part.textValue());
    }
    long sum = 0;
    for (JsonNode child : part) {
      sum += of(child);
    }
    return sum;
  }

  /** The least number of tokens of a text. */
  static long of(String text) {
    long tokens = 0;
    int i = 0;
    while (i < text.length()) {
      int start = i;
      Kind kind = Kind.of(text.charAt(i));
      while (i < text.length() && Kind.of(text.charAt(i)) == kind) {
        i++;
      }
      int length = i - start;
      tokens += switch (kind) {
        case LETTERS -> 1 + (length - 1) / LONGEST_WORD;
        case DIGITS -> (length + LONGEST_NUMBER - 1) / LONGEST_NUMBER;
        // One sign may belong to the word after it, and any run of signs or blanks may be a single
        // token.
        case SIGNS -> length > 1 ? 1 : 0;
        case BLANKS -> 0;
      };
    }
    return tokens;
  }

  private enum Kind {
    LETTERS,
    DIGITS,
    SIGNS,
    BLANKS;

    static Kind of(char c) {
      if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
        return LETTERS;
      }
      if (c >= '0' && c <= '9') {
        return DIGITS;
      }
      if (c <= ' ') {
        return BLANKS;
      }
      return c > 127 && Character.isLetter(c) ? LETTERS : SIGNS;
    }
  }
}
