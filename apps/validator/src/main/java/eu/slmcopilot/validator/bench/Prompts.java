package eu.slmcopilot.validator.bench;

import java.util.random.RandomGenerator;

/**
 * Texts of about so many tokens, no two of which begin alike, so that no prefix cache knows them. Not thread-safe.
 *
 * <p>A tokenizer nobody knows from here is measured: after the first answer its tokens a word are known.
 */
final class Prompts {
  private static final String[] WORDS = {
    "list", "name", "return", "class", "value", "file", "string", "while", "number", "test", "code",
    "method", "index", "buffer", "thread", "error", "queue", "table", "key", "order"
  };
  private static final String TASK = "\nCount from one to five hundred in words.";

  private final RandomGenerator random;
  private double tokensPerWord = 1;
  private double frame;

  Prompts(RandomGenerator random) {
    this.random = random;
  }

  /** A text of so many words. */
  String words(int count) {
    StringBuilder text = new StringBuilder();
    text.append(Long.toString(random.nextLong(), Character.MAX_RADIX));
    for (int i = 0; i < count; i++) {
      text.append(' ').append(WORDS[random.nextInt(WORDS.length)]);
    }
    return text.append(TASK).toString();
  }

  /** Two lengths in words, and what the server counted for them. */
  void learn(int few, int fewTokens, int many, int manyTokens) {
    tokensPerWord = Math.max(0.1, (double) (manyTokens - fewTokens) / (many - few));
    frame = Math.max(0, fewTokens - few * tokensPerWord);
  }

  /** A text that makes a request of about so many tokens, the chat's own frame included. */
  String tokens(int count) {
    return words((int) Math.max(1, Math.round((count - frame) / tokensPerWord)));
  }
}
