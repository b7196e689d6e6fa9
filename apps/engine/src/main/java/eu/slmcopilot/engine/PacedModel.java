package eu.slmcopilot.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A model slowed down to another one's speed; a rate of 0 means no limit. A client that leaves is
 * noticed while it waits.
 */
record PacedModel(
    LanguageModel model, double prefillRate, double tokenRate, Duration firstByteDelay)
    implements LanguageModel {

  @Override
  public String prompt(List<Message> messages) {
    return model.prompt(messages);
  }

  @Override
  public int tokens(String text) {
    return model.tokens(text);
  }

  @Override
  public Generation generate(String prompt, int tokens, Sampling sampling, Client client) {
    Generation generation = model.generate(prompt, tokens, sampling, client);
    return new Paced(generation, client, timeFor(tokens, prefillRate).plus(firstByteDelay));
  }

  private static Duration timeFor(int tokens, double rate) {
    return rate == 0
        ? Duration.ZERO
        : Duration.ofNanos((long) (tokens / rate * TimeUnit.SECONDS.toNanos(1)));
  }

  private final class Paced implements Generation {
    private final Generation generation;
    private final Client client;
    private Duration wait;

    Paced(Generation generation, Client client, Duration beforeFirst) {
      this.generation = generation;
      this.client = client;
      this.wait = beforeFirst;
    }

    @Override
    public Optional<String> next() {
      if (!wait.isZero() && client.goneWithin(wait)) {
        return Optional.empty();
      }
      int before = generation.tokens();
      Optional<String> piece = generation.next();
      wait = timeFor(generation.tokens() - before, tokenRate);
      return piece;
    }

    @Override
    public int tokens() {
      return generation.tokens();
    }

    @Override
    public boolean cutByLength() {
      return generation.cutByLength();
    }

    @Override
    public void stop() {
      generation.stop();
    }
  }
}
