package eu.slmcopilot.validator.bench;

import java.time.Duration;

/**
 * One streamed answer, measured.
 *
 * @param promptTokens of the request, as the server counts them
 * @param completionTokens of the answer, as the server counts them
 * @param firstToken from the request to the first piece of text
 * @param total from the request to the end
 */
record Sample(int promptTokens, int completionTokens, Duration firstToken, Duration total) {
  private static final double NANOS = 1e9;

  /** Tokens of the prompt a second until the first token; the network's way is in it. */
  double prefillRate() {
    return promptTokens * NANOS / Math.max(1, firstToken.toNanos());
  }

  /** Tokens of the answer a second after its first; not a number for an answer of one token. */
  double decodeRate() {
    long rest = total.minus(firstToken).toNanos();
    return completionTokens < 2 || rest <= 0 ? Double.NaN : (completionTokens - 1) * NANOS / rest;
  }
}
