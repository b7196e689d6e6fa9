package eu.slmcopilot.configure;

import eu.slmcopilot.appliance.CopilotVariable;
import eu.slmcopilot.appliance.Layout;
import eu.slmcopilot.appliance.Wishes;
import eu.slmcopilot.configure.disk.Owner;
import eu.slmcopilot.configure.disk.WantedFile;
import eu.slmcopilot.context.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * LocalAI's own files for the model it serves (its model YAML and environment, release 4.9).
 *
 * @param files what it reads
 * @param problems why this machine cannot serve it so, errors and warnings
 */
record LocalAi(List<WantedFile> files, List<Problem> problems) {
  // A cancelled request is dropped between two batches only: some ten seconds at the speed of a
  // CPU.
  private static final int BATCH = 256;

  // Tokens in a row that are worth moving within the KV cache when the prompt before them has
  // changed.
  private static final int LEAST_REUSED = 256;

  /**
   * The files for a machine and the wishes of its owner.
   *
   * @param model the model id that clients name
   * @param weights the size of the model file in bytes
   */
  static LocalAi of(Layout layout, Wishes wishes, String model, long weights, Machine machine) {
    List<Problem> problems = new ArrayList<>();
    EngineMemory memory = new EngineMemory(machine.memory(), weights, wishes.contextSize());
    memory
        .tooSmall()
        .ifPresent(why ->
            problems.add(Problem.error(CopilotVariable.CONTEXT_SIZE.variable().name(), why)));
    int threads = wishes.threads() == 0 ? machine.cores() : wishes.threads();
    if (threads > machine.processors()) {
      problems.add(Problem.warning(
          CopilotVariable.THREADS.variable().name(),
          threads + " threads would only get in each other's way on " + machine.processors()
              + " CPUs; that many are used."));
      threads = machine.processors();
    }
    return new LocalAi(
        List.of(
            readable(
                layout.modelDescription(), description(layout, model, wishes, threads, memory)),
            readable(layout.localAiEnvironment(), environment(wishes, threads))),
        problems);
  }

  private static WantedFile readable(Path path, String content) {
    return new WantedFile(path, content, "rw-r--r--", Owner.ROOT);
  }

  private static String environment(Wishes wishes, int threads) {
    return """
        # Written by slm-copilot configure; changes are overwritten.
        LOCALAI_THREADS=%d
        LOCALAI_CONTEXT_SIZE=%d
        """.formatted(threads, wishes.contextSize());
  }

  /**
   * Every value that LocalAI would otherwise guess is set: left alone, it caps the context at 8192,
   * samples code at temperature 0.7 and lets the prompt cache grow without bound. The batch counts only
   * under the parameters. Locked weights are copied into memory of their own, so mapping them is the
   * alternative to it.
   */
  private static String description(
      Layout layout, String model, Wishes wishes, int threads, EngineMemory memory) {
    return """
        # Written by slm-copilot configure; changes are overwritten.
        name: %s
        backend: llama-cpp
        known_usecases: [chat]
        pinned: true
        parameters:
          model: %s
          temperature: 0.15
          top_p: 0.95
          batch: %d
        context_size: %d
        threads: %d
        f16: true
        mmap: %b
        mmlock: %b
        flash_attention: "on"
        cache_type_k: q8_0
        cache_type_v: q8_0
        prompt_cache_all: true
        template:
          use_tokenizer_template: true
        function:
          grammar:
            disable: true
        options:
          - use_jinja:true
          - parallel:%d
          - cache_ram:%d
          - cache_reuse:%d
          - context_shift:false
        """.formatted(
            model,
            layout.weights().getFileName(),
            BATCH,
            wishes.contextSize(),
            threads,
            !memory.locks(),
            memory.locks(),
            wishes.slots(),
            memory.cacheMib(),
            LEAST_REUSED);
  }
}
