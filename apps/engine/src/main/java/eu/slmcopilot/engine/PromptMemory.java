package eu.slmcopilot.engine;

import java.util.ArrayDeque;
import java.util.Deque;

/** The last prompt of each slot, of which llama.cpp still keeps what it computed. Thread-safe. */
final class PromptMemory {
  private final Deque<String> prompts = new ArrayDeque<>();
  private final int slots;

  PromptMemory(int slots) {
    this.slots = slots;
  }

  /** How many characters of this prompt were seen before. */
  synchronized int commonBeginning(String prompt) {
    return prompts.stream().mapToInt(seen -> common(seen, prompt)).max().orElse(0);
  }

  /** This is now the latest prompt. */
  synchronized void keep(String prompt) {
    if (prompts.size() == slots) {
      prompts.removeFirst();
    }
    prompts.addLast(prompt);
  }

  private static int common(String one, String other) {
    int end = Math.min(one.length(), other.length());
    int at = 0;
    while (at < end && one.charAt(at) == other.charAt(at)) {
      at++;
    }
    return at;
  }
}
