package eu.slmcopilot.soak;

/**
 * How a kind of client waits and tries again: measured figures, in office seconds and in tokens of which each stands for
 * ten.
 */
enum Editor {
  /** Cline and others on Node: five minutes of silence, then again. */
  CLINE(300, 3, 1000, 40),
  /** Qwen Code: two minutes of silence. */
  QWEN(120, 3, 1400, 30),
  /** OpenCode: five minutes, and a title asked for beside it. */
  OPENCODE(300, 5, 700, 30),
  /** OpenAI's own library: ten minutes. */
  SDK(600, 2, 150, 20);

  private final int silence;
  private final int retries;
  private final int promptTokens;
  private final int answerTokens;

  Editor(int silence, int retries, int promptTokens, int answerTokens) {
    this.silence = silence;
    this.retries = retries;
    this.promptTokens = promptTokens;
    this.answerTokens = answerTokens;
  }

  /** After so many seconds without a byte it gives up. */
  int silence() {
    return silence;
  }

  /** So often it tries again. */
  int retries() {
    return retries;
  }

  /** The usual length of its prompts. */
  int promptTokens() {
    return promptTokens;
  }

  /** The most it asks for. */
  int answerTokens() {
    return answerTokens;
  }
}
