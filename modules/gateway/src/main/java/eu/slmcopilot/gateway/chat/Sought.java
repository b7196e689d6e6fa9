package eu.slmcopilot.gateway.chat;

import java.nio.charset.StandardCharsets;

/** Finds a text in bytes that come in pieces (after Knuth, Morris and Pratt). */
final class Sought {
  private final byte[] text;
  private final int[] border;
  private int matched;
  private boolean found;

  Sought(String text) {
    this.text = text.getBytes(StandardCharsets.US_ASCII);
    this.border = new int[this.text.length];
    for (int i = 1, k = 0; i < this.text.length; i++) {
      while (k > 0 && this.text[i] != this.text[k]) {
        k = border[k - 1];
      }
      if (this.text[i] == this.text[k]) {
        k++;
      }
      border[i] = k;
    }
  }

  /** Takes the next byte. */
  void next(byte b) {
    if (found) {
      return;
    }
    while (matched > 0 && b != text[matched]) {
      matched = border[matched - 1];
    }
    if (b == text[matched]) {
      matched++;
    }
    found = matched == text.length;
  }

  /** Whether it has come. */
  boolean isFound() {
    return found;
  }
}
