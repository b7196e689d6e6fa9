package eu.slmcopilot.validator.bench;

import java.util.List;

/**
 * How much is measured.
 *
 * @param promptTokens lengths of prompts, each 16 or more, in the order in which they are tried
 * @param answerTokens the longest answer, 2 or more
 * @param repetitions how often each length, 1 or more
 * @param clients how many at once, each 1 or more; may be empty
 */
public record Extent(
    List<Integer> promptTokens, int answerTokens, int repetitions, List<Integer> clients) {
  private static final int LEAST_PROMPT = 16;

  /**
   * Checks it.
   *
   * @throws IllegalArgumentException when a number is too small
   */
  public Extent {
    promptTokens = List.copyOf(promptTokens);
    clients = List.copyOf(clients);
    if (promptTokens.isEmpty() || promptTokens.stream().anyMatch(n -> n < LEAST_PROMPT)) {
      throw new IllegalArgumentException("A prompt has 16 tokens or more.");
    }
    if (answerTokens < 2) {
      throw new IllegalArgumentException("An answer that can be measured has 2 tokens or more.");
    }
    if (repetitions < 1 || clients.stream().anyMatch(n -> n < 1)) {
      throw new IllegalArgumentException("Repetitions and clients are 1 or more.");
    }
  }
}
