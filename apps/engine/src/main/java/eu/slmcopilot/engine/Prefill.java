package eu.slmcopilot.engine;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaIterator;
import de.kherud.llama.LlamaModel;

/**
 * Lets llama.cpp take in a long prompt piece by piece, each on top of what it keeps of the last.
 * The binding cannot be interrupted while it works on a prompt; between two pieces one can see
 * that the client has left. With several slots llama.cpp itself chooses the slot by the prompt, so
 * two chats that begin alike may cost each other some of this work, never the result.
 */
final class Prefill {
  // About a second for a small model at the far end of its context on two cores.
  private static final int PIECE_TOKENS = 128;

  private final LlamaModel llama;
  private final PromptMemory memory;
  private final Client client;

  Prefill(LlamaModel llama, PromptMemory memory, Client client) {
    this.llama = llama;
    this.memory = memory;
    this.client = client;
  }

  /**
   * Takes in all but the end of the prompt, or less when the client leaves.
   *
   * @param reuse whether to build on what an earlier prompt left behind
   * @return whether the answer may build on what llama.cpp now keeps
   */
  boolean run(String prompt, int tokens, boolean reuse) {
    int step = Math.max(1, (int) ((long) prompt.length() * PIECE_TOKENS / Math.max(1, tokens)));
    int known = reuse ? memory.commonBeginning(prompt) : 0;
    boolean onTop = reuse;
    for (int end = known + step; end < prompt.length() && !client.gone(); end += step) {
      int whole = Character.isHighSurrogate(prompt.charAt(end - 1)) ? end - 1 : end;
      take(prompt.substring(0, whole), onTop);
      onTop = true;
    }
    memory.keep(prompt);
    return onTop;
  }

  private void take(String beginning, boolean onTop) {
    InferenceParameters parameters =
        new InferenceParameters(beginning).setNPredict(0).setCachePrompt(onTop);
    LlamaIterator outputs = llama.generate(parameters).iterator();
    while (outputs.hasNext()) {
      outputs.next();
    }
  }
}
