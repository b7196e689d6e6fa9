package eu.slmcopilot.configure.doctor;

import eu.slmcopilot.appliance.CopilotVariable;
import eu.slmcopilot.appliance.Layout;
import eu.slmcopilot.appliance.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Is the model there, and does it fit? [INFER-03] [INFER-06] */
record ModelChecks(Layout layout, Surroundings.Memory memory) {
  private static final byte[] MAGIC = "GGUF".getBytes(StandardCharsets.US_ASCII);

  Finding file() throws IOException {
    Path weights = layout.weights();
    if (!Files.isDirectory(layout.models())) {
      return Finding.skip("model", "no LocalAI below this root");
    }
    if (!Files.isRegularFile(weights)) {
      return Finding.fail(
          "model", "there is no " + weights, "the image is incomplete: deploy it anew");
    }
    try (InputStream start = Files.newInputStream(weights)) {
      if (!Arrays.equals(start.readNBytes(MAGIC.length), MAGIC)) {
        return Finding.fail(
            "model", weights + " is not a GGUF file", "the image is damaged: deploy it anew");
      }
    }
    return Finding.ok("model", weights + ", " + Sizes.text(Files.size(weights)));
  }

  Finding memory(Settings settings) throws IOException {
    if (!Files.isRegularFile(layout.weights())) {
      return Finding.skip("memory", "there is no model to fit in");
    }
    int context = settings.engine().contextSize();
    Optional<String> why = memory.tooSmall(Files.size(layout.weights()), context);
    return why.isEmpty()
        ? Finding.ok("memory", "the model with " + context + " tokens of context fits")
        : Finding.fail(
            "memory",
            why.get(),
            "the tokens are " + CopilotVariable.CONTEXT_SIZE.variable().name()
                + " in the VM's context, the memory is in its template");
  }
}
