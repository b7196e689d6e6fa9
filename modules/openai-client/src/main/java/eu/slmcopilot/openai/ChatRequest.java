package eu.slmcopilot.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What to ask a model; what is empty is not sent, so that the server's own default holds.
 *
 * @param model which model
 * @param messages the chat so far, not empty
 * @param maxTokens the longest answer, in tokens
 * @param temperature 0 for the likeliest answer, up to 2
 * @param stop texts at which the answer ends
 * @param seed makes an answer repeatable where the server can
 * @param includeUsage whether a stream ends with the token counts
 * @param tools what the model may call, as OpenAI's array
 */
public record ChatRequest(
    String model,
    List<Message> messages,
    OptionalInt maxTokens,
    OptionalDouble temperature,
    List<String> stop,
    OptionalLong seed,
    boolean includeUsage,
    Optional<JsonNode> tools) {

  /**
   * Checks it.
   *
   * @throws IllegalArgumentException when the model or the messages are missing or a number is out of range
   */
  public ChatRequest {
    if (model.isBlank() || messages.isEmpty()) {
      throw new IllegalArgumentException("A chat needs a model and at least one message.");
    }
    if (maxTokens.orElse(1) < 1) {
      throw new IllegalArgumentException("maxTokens is 1 or more, not " + maxTokens.getAsInt());
    }
    double heat = temperature.orElse(0);
    if (!(heat >= 0 && heat <= 2)) {
      throw new IllegalArgumentException("temperature is from 0 to 2, not " + heat);
    }
    messages = List.copyOf(messages);
    stop = List.copyOf(stop);
  }

  /** Starts a request. */
  public static Builder to(String model, Message... messages) {
    return new Builder(model, List.of(messages));
  }

  /** Collects the parts of a request; for one thread. */
  public static final class Builder {
    private final String model;
    private final List<Message> messages;
    private OptionalInt maxTokens = OptionalInt.empty();
    private OptionalDouble temperature = OptionalDouble.empty();
    private List<String> stop = List.of();
    private OptionalLong seed = OptionalLong.empty();
    private boolean includeUsage;
    private Optional<JsonNode> tools = Optional.empty();

    private Builder(String model, List<Message> messages) {
      this.model = model;
      this.messages = messages;
    }

    /** Bounds the answer, in tokens. */
    public Builder maxTokens(int value) {
      maxTokens = OptionalInt.of(value);
      return this;
    }

    /** Sets how much chance there is, from 0 to 2. */
    public Builder temperature(double value) {
      temperature = OptionalDouble.of(value);
      return this;
    }

    /** Ends the answer at one of these texts. */
    public Builder stop(String... texts) {
      stop = List.of(texts);
      return this;
    }

    /** Makes the answer repeatable where the server can. */
    public Builder seed(long value) {
      seed = OptionalLong.of(value);
      return this;
    }

    /** Has a stream end with the token counts. */
    public Builder includeUsage() {
      includeUsage = true;
      return this;
    }

    /** Offers tools, as OpenAI's array. */
    public Builder tools(JsonNode array) {
      tools = Optional.of(array);
      return this;
    }

    /** The request. */
    public ChatRequest build() {
      return new ChatRequest(
          model, messages, maxTokens, temperature, stop, seed, includeUsage, tools);
    }
  }
}
