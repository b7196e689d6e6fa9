package eu.slmcopilot.engine;

import java.util.List;

/** A loaded model. Every method may be called from any thread. */
interface LanguageModel {

  /** The conversation as the model's own chat template writes it, ready for its answer. */
  String prompt(List<Message> messages);

  /** How many tokens the text is. */
  int tokens(String text);

  /**
   * Begins an answer; nothing is computed before the first {@link Generation#next}.
   *
   * @param prompt the templated conversation
   * @param tokens how many tokens the prompt is
   * @param sampling with a bound on the answer's length
   * @param client who waits for it
   */
  Generation generate(String prompt, int tokens, Sampling sampling, Client client);
}
