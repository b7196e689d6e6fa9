package eu.slmcopilot.configure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** [INFER-01] [INFER-06] [INFER-07] LocalAI's files, and machines that cannot hold the model. */
class LocalAiTest {
  private static final long DEVSTRAL = 14_300_000_000L;

  @TempDir
  Path root;

  private Bench bench;

  @BeforeEach
  void image() throws Exception {
    bench = new Bench(root);
    bench.model(DEVSTRAL);
  }

  @Test
  void describesTheModelWithTheDefaults() throws Exception {
    assertThat(bench.configure("").code()).isZero();
    assertThat(bench.layout().modelDescription()).content().isEqualTo("""
        # Written by slm-copilot configure; changes are overwritten.
        name: devstral-small-2
        backend: llama-cpp
        known_usecases: [chat]
        pinned: true
        parameters:
          model: devstral-small-2.gguf
          temperature: 0.15
          top_p: 0.95
          batch: 256
        context_size: 32768
        threads: 8
        f16: true
        mmap: false
        mmlock: true
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
          - parallel:1
          - cache_ram:6144
          - cache_reuse:256
          - context_shift:false
        """);
    assertThat(bench.layout().localAiEnvironment()).content().isEqualTo("""
        # Written by slm-copilot configure; changes are overwritten.
        LOCALAI_THREADS=8
        LOCALAI_CONTEXT_SIZE=32768
        """);
  }

  @Test
  void takesThreadsSlotsAndContextFromTheVariables() throws Exception {
    bench.configure(
        "ONEAPP_COPILOT_THREADS='5'",
        "ONEAPP_COPILOT_PARALLEL_SLOTS='2'",
        "ONEAPP_COPILOT_CONTEXT_SIZE='16384'");
    assertThat(Files.readString(bench.layout().modelDescription()))
        .contains("threads: 5\n", "parallel:2\n", "context_size: 16384\n");
    assertThat(Files.readString(bench.layout().localAiEnvironment()))
        .contains("LOCALAI_THREADS=5\n", "LOCALAI_CONTEXT_SIZE=16384\n");
  }

  @Test
  void moreThreadsThanProcessorsAreCutWithAWarning() throws Exception {
    bench.machine(32, 4, 4);
    Bench.Outcome outcome = bench.configure("ONEAPP_COPILOT_THREADS='64'");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.err()).contains("warning: ONEAPP_COPILOT_THREADS").contains("4 CPUs");
    assertThat(Files.readString(bench.layout().modelDescription())).contains("threads: 4\n");
  }

  @Test
  void aContextThatCannotFitIsRefusedWithTheNumbersAndWhatWould() throws Exception {
    bench.machine(24, 8, 8);
    Bench.Outcome outcome = bench.configure("ONEAPP_COPILOT_CONTEXT_SIZE='131072'");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err())
        .contains("error: ONEAPP_COPILOT_CONTEXT_SIZE: 131072 tokens need 25.8 GiB")
        .contains("model 13.3 GiB, context 10.6 GiB")
        .contains("this VM has 24.0 GiB")
        .contains("set at most 108544");
    assertThat(bench.layout().settings()).doesNotExist();
    assertThat(bench.configure("ONEAPP_COPILOT_CONTEXT_SIZE='108544'").code()).isZero();
    assertThat(bench.configure("ONEAPP_COPILOT_CONTEXT_SIZE='109568'").code()).isEqualTo(1);
  }

  @Test
  void aMachineTooSmallForAnyContextIsToldItsSize() throws Exception {
    bench.machine(1, 1, 1);
    assertThat(bench.configure("").err())
        .contains("give the VM at least 17.8 GiB")
        .doesNotContain("set at most");
  }

  @Test
  void weightsAreLockedOnlyWhereMemoryIsLeft() throws Exception {
    bench.machine(18, 8, 8);
    bench.configure("");
    assertThat(Files.readString(bench.layout().modelDescription()))
        .contains("mmap: true\nmmlock: false\n");
    bench.machine(24, 8, 8);
    bench.configure("");
    assertThat(Files.readString(bench.layout().modelDescription()))
        .contains("mmap: false\nmmlock: true\n");
  }

  @Test
  void thePromptCacheTakesHalfOfWhatIsLeft() {
    long gib = 1L << 30;
    assertThat(new EngineMemory(32 * gib, DEVSTRAL, 32768).cacheMib()).isEqualTo(6144);
    assertThat(new EngineMemory(20 * gib, DEVSTRAL, 32768).cacheMib()).isBetween(1100L, 1140L);
    assertThat(new EngineMemory(gib, DEVSTRAL, 32768).cacheMib()).isZero();
  }

  @Test
  void anImageWithoutItsModelIsSaid() throws Exception {
    Files.delete(bench.layout().weights());
    assertThat(bench.configure("").err()).contains("warning: There is no model at");
    assertThat(bench.layout().modelDescription()).doesNotExist();
  }
}
