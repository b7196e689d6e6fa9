package eu.slmcopilot.configure.doctor;

import java.util.Locale;

/** Bytes as people read them. */
final class Sizes {
  static final long MIB = 1024L * 1024;
  private static final double GIB = 1024.0 * MIB;

  private Sizes() {}

  static String text(long bytes) {
    return bytes < GIB ? bytes / MIB + " MiB" : String.format(Locale.ROOT, "%.1f GiB", bytes / GIB);
  }
}
