package eu.slmcopilot.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.ModelParameters;
import java.nio.file.Path;
import java.util.List;

/** A GGUF model in llama.cpp. It is never closed: that is unsafe, so the process must end. */
final class LlamaCppModel implements LanguageModel {
  private final LlamaModel llama;
  private final PromptMemory memory;
  private final ObjectMapper json = new ObjectMapper();

  private LlamaCppModel(LlamaModel llama, int slots) {
    this.llama = llama;
    this.memory = new PromptMemory(slots);
  }

  /**
   * Loads the model.
   *
   * @param context tokens each slot can hold; more than the model was trained on is allowed
   * @throws EngineFailure when llama.cpp does not take the file
   */
  static LlamaCppModel load(Path file, int context, int slots, int threads) {
    ModelParameters parameters = new ModelParameters()
        .setModel(file.toString())
        // llama.cpp divides the context between the slots.
        .setCtxSize(Math.multiplyExact(context, slots))
        .setParallel(slots)
        .setThreads(threads)
        .setThreadsBatch(threads)
        .disableContextShift()
        .disableLog();
    try {
      return new LlamaCppModel(new LlamaModel(parameters), slots);
    } catch (RuntimeException e) {
      throw new EngineFailure(
          "llama.cpp cannot load %s: %s. Is it a complete GGUF file of an architecture that it knows?"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  @Override
  public String prompt(List<Message> messages) {
    StringBuilder everything = new StringBuilder();
    messages.forEach(message -> everything.append(message.text()));
    PlainText text = new PlainText(everything.toString());
    ObjectNode request = json.createObjectNode();
    ArrayNode list = request.putArray("messages");
    for (Message message : messages) {
      list.addObject().put("role", message.role()).put("content", text.hide(message.text()));
    }
    try {
      return text.reveal(llama.applyTemplate(request.toString()));
    } catch (RuntimeException e) {
      throw new EngineFailure("The model's chat template refused the messages: " + e, e);
    }
  }

  @Override
  public int tokens(String text) {
    return llama.encode(text).length;
  }

  @Override
  public Generation generate(String prompt, int tokens, Sampling sampling, Client client) {
    return new LlamaGeneration(
        llama, new Prefill(llama, memory, client), prompt, tokens, sampling, client);
  }
}
