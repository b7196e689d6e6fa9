package eu.slmcopilot.engine;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaIterator;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.LlamaOutput;
import java.util.Optional;

/**
 * An answer from llama.cpp. The binding tells neither token counts nor why it stopped, so both are
 * worked out here: every output but the last is one token, except that the bytes of a character
 * that is spread over several tokens come together; an end that the model chose shows as an output
 * without text before the last one.
 */
final class LlamaGeneration implements Generation {
  private final LlamaModel llama;
  private final Prefill prefill;
  private final String prompt;
  private final int promptTokens;
  private final Sampling sampling;
  private final Client client;
  private LlamaIterator outputs;
  private int tokens;
  private boolean endedByModel;

  LlamaGeneration(
      LlamaModel llama,
      Prefill prefill,
      String prompt,
      int promptTokens,
      Sampling sampling,
      Client client) {
    this.llama = llama;
    this.prefill = prefill;
    this.prompt = prompt;
    this.promptTokens = promptTokens;
    this.sampling = sampling;
    this.client = client;
  }

  @Override
  public Optional<String> next() {
    try {
      if (outputs == null) {
        // A seed promises the same answer again, and a reused prefix changes the rounding.
        boolean reused = prefill.run(prompt, promptTokens, sampling.seed().isEmpty());
        if (client.gone()) {
          return Optional.empty();
        }
        outputs = llama.generate(parameters(reused)).iterator();
      }
      return nextText();
    } catch (RuntimeException e) {
      throw new EngineFailure("llama.cpp failed: " + e.getMessage(), e);
    }
  }

  private Optional<String> nextText() {
    while (outputs.hasNext() && !client.gone()) {
      LlamaOutput output = outputs.next();
      if (!outputs.hasNext()) {
        break;
      }
      endedByModel = output.text.isEmpty();
      if (!endedByModel) {
        tokens += tokensOf(output.text);
        return Optional.of(output.text);
      }
    }
    if (cutByLength() && !client.gone()) {
      // Its last tokens may be half a character, which llama.cpp keeps to itself.
      tokens = sampling.maxTokens().orElseThrow();
    }
    return Optional.empty();
  }

  private int tokensOf(String text) {
    boolean ascii = text.chars().allMatch(c -> c < 0x80);
    return ascii ? 1 : Math.max(1, llama.encode(text).length);
  }

  @Override
  public int tokens() {
    return tokens;
  }

  @Override
  public boolean cutByLength() {
    return !endedByModel;
  }

  @Override
  public void stop() {
    if (outputs != null && outputs.hasNext()) {
      outputs.cancel();
    }
  }

  private InferenceParameters parameters(boolean reusePrefix) {
    InferenceParameters parameters = new InferenceParameters(prompt)
        .setNPredict(sampling.maxTokens().orElseThrow())
        .setTemperature((float) sampling.temperature())
        .setTopP((float) sampling.topP())
        .setCachePrompt(reusePrefix);
    sampling.seed().ifPresent(parameters::setSeed);
    sampling.grammar().ifPresent(parameters::setGrammar);
    return parameters;
  }
}
