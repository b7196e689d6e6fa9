package eu.slmcopilot.engine;

import java.io.Closeable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.xnio.IoUtils;

/** A model with which something goes wrong, after a few pieces unless the fault is earlier. */
record FaultyModel(LanguageModel model, Fault fault, Closeable connection, Runnable crash)
    implements LanguageModel {
  private static final int PIECES_BEFORE = 3;

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
    return new Faulty(model.generate(prompt, tokens, sampling, client), client);
  }

  private final class Faulty implements Generation {
    private final Generation generation;
    private final Client client;
    private int pieces;

    Faulty(Generation generation, Client client) {
      this.generation = generation;
      this.client = client;
    }

    @Override
    public Optional<String> next() {
      boolean atOnce = fault == Fault.HANG || fault == Fault.EMPTY;
      return atOnce || pieces++ == PIECES_BEFORE ? goWrong() : generation.next();
    }

    private Optional<String> goWrong() {
      switch (fault) {
        case CRASH -> crash.run();
        case HANG, HANG_MID_STREAM -> client.goneWithin(Duration.ofDays(1));
        case CUT_MID_STREAM -> IoUtils.safeClose(connection);
        case ERROR_MID_STREAM -> throw new EngineFailure("a fault that the request asked for");
        case EMPTY -> {}
      }
      return Optional.empty();
    }

    @Override
    public int tokens() {
      return generation.tokens();
    }

    @Override
    public boolean cutByLength() {
      return false;
    }

    @Override
    public void stop() {
      generation.stop();
    }
  }
}
