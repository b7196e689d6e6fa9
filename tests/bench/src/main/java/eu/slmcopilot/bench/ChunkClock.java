package eu.slmcopilot.bench;

/** Reads the time that each chunk carries, wherever the bytes are split. Not thread-safe. */
final class ChunkClock {
  private static final String MARK = "\"t\":";
  private static final String END = "[DONE]";

  private final LongList micros;
  private int matched;
  private int ending;
  private long number = -1;

  ChunkClock(LongList micros) {
    this.micros = micros;
  }

  void look(byte[] bytes, int count) {
    for (int i = 0; i < count; i++) {
      byte next = bytes[i];
      if (ending < END.length()) {
        ending = next == END.charAt(ending) ? ending + 1 : next == END.charAt(0) ? 1 : 0;
      }
      if (number >= 0) {
        number(next);
      } else {
        matched = next == MARK.charAt(matched) ? matched + 1 : next == MARK.charAt(0) ? 1 : 0;
        if (matched == MARK.length()) {
          matched = 0;
          number = 0;
        }
      }
    }
  }

  private void number(byte next) {
    if (next >= '0' && next <= '9') {
      number = number * 10 + next - '0';
    } else {
      micros.add((System.nanoTime() - number) / 1000);
      number = -1;
    }
  }

  /** Whether the mark of the end has come. */
  boolean isDone() {
    return ending == END.length();
  }
}
