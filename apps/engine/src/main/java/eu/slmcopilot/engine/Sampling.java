package eu.slmcopilot.engine;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How an answer is drawn.
 *
 * @param maxTokens the most tokens the answer may have; empty means as many as fit
 * @param temperature 0 to 2, 0 always takes the likeliest token
 * @param topP 0 to 1
 * @param seed makes the answer repeatable
 * @param stop texts that end the answer and are not part of it
 * @param grammar a GBNF grammar the answer must follow, as LocalAI's field of that name
 */
record Sampling(
    OptionalInt maxTokens,
    double temperature,
    double topP,
    OptionalInt seed,
    List<String> stop,
    Optional<String> grammar) {

  Sampling {
    stop = List.copyOf(stop);
  }

  /** The same with a bound of at most this many tokens. */
  Sampling within(int tokens) {
    int most = Math.min(maxTokens.orElse(tokens), tokens);
    return new Sampling(OptionalInt.of(most), temperature, topP, seed, stop, grammar);
  }
}
