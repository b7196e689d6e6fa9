package eu.slmcopilot.gateway.chat;

/**
 * By what chats are looked at.
 *
 * @param enabled whether they are; else only what the gateway itself needs is read, and every body passes as it came
 * @param contextSize the engine's context window in tokens, 0 where it is not known
 * @param maxTokens the longest answer in tokens, 0 for no cap
 */
public record ChatRules(boolean enabled, int contextSize, int maxTokens) {
  /** Looks at nothing. */
  public static final ChatRules OFF = new ChatRules(false, 0, 0);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException when one is negative
   */
  public ChatRules {
    if (contextSize < 0 || maxTokens < 0) {
      throw new IllegalArgumentException("tokens cannot be counted below zero");
    }
  }
}
