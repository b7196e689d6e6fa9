package eu.slmcopilot.configure;

import java.util.Locale;
import java.util.Optional;

/**
 * Where the memory goes while LocalAI serves the model.
 *
 * @param total bytes of main memory
 * @param weights bytes of the model file, all of which are kept in memory
 * @param contextSize tokens of context
 */
record EngineMemory(long total, long weights, int contextSize) {
  private static final long MIB = 1024L * 1024;
  private static final double GIB = 1024.0 * MIB;

  /**
   * Keys and values of one token in Devstral Small 2 at q8_0: 40 layers, 8 heads of 128, a key and
   * a value each, 34 bytes for 32 numbers.
   */
  private static final long TOKEN = 40L * 8 * 128 * 2 * 34 / 32;

  /** The system, the gateway and LocalAI itself. */
  private static final long SYSTEM = 1024 * MIB;

  /** llama.cpp's working buffers grow with the model; this part of it is an estimate. */
  private static final int BUFFERS = 16;

  /** Least to offer at all; the range of the variable begins there. */
  private static final int LEAST_CONTEXT = 2048;

  private static final long LARGEST_CACHE = 6144 * MIB;

  /** What is needed, in bytes. */
  long needed() {
    return weights + contextSize * TOKEN + rest();
  }

  private long rest() {
    return SYSTEM + weights / BUFFERS;
  }

  /**
   * MiB for prompts that lost their slot and may come back: half of what is left, since the page
   * cache wants some too.
   */
  long cacheMib() {
    return Math.max(0, Math.min(LARGEST_CACHE, (total - needed()) / 2)) / MIB;
  }

  /**
   * Whether the weights may be locked into memory. Where little is left, the kernel must be able to
   * drop some of their pages, which it can read again, instead of ending LocalAI.
   */
  boolean locks() {
    return total - needed() >= total / 10;
  }

  /** Why it does not fit, with the numbers and what to do; empty when it fits. */
  Optional<String> tooSmall() {
    if (needed() <= total) {
      return Optional.empty();
    }
    long room = (total - weights - rest()) / TOKEN / 1024 * 1024;
    String remedy = room >= LEAST_CONTEXT
        ? "set at most " + room + ", or give the VM at least " + gib(needed()) + " of memory"
        : "give the VM at least " + gib(needed()) + " of memory";
    return Optional.of(String.format(
        Locale.ROOT,
        "%d tokens need %s (model %s, context %s, the rest %s), and this VM has %s; %s.",
        contextSize,
        gib(needed()),
        gib(weights),
        gib(contextSize * TOKEN),
        gib(rest()),
        gib(total),
        remedy));
  }

  private static String gib(long bytes) {
    return String.format(Locale.ROOT, "%.1f GiB", bytes / GIB);
  }
}
