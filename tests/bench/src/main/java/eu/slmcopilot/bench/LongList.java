package eu.slmcopilot.bench;

import java.util.Arrays;

/** Numbers as they come, without an object for each. Thread-safe. */
final class LongList {
  private long[] values = new long[1 << 14];
  private int size;

  synchronized void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
  }

  synchronized int size() {
    return size;
  }

  synchronized long[] toArray() {
    return Arrays.copyOf(values, size);
  }
}
