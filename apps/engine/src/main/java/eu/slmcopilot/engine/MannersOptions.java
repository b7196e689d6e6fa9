package eu.slmcopilot.engine;

import java.time.Duration;
import picocli.CommandLine.Option;

/** The options for tests. */
final class MannersOptions {
  @Option(
      names = "--prefill-rate",
      paramLabel = "TOKENS/S",
      description = "take this long over a prompt")
  private double prefillRate;

  @Option(
      names = "--token-rate",
      paramLabel = "TOKENS/S",
      description = "make the answer no faster than this")
  private double tokenRate;

  @Option(
      names = "--first-byte-delay",
      paramLabel = "SECONDS",
      description = "wait before each answer")
  private double firstByteDelay;

  @Option(
      names = "--start-delay",
      paramLabel = "SECONDS",
      description = "say 'not ready' for this long")
  private double startDelay;

  @Option(names = "--overflow-as-500", description = "answer an over-long prompt as LocalAI does")
  private boolean overflowAs500;

  @Option(
      names = "--withhold-tool-calls",
      description = "answer a request with tools by one call, after silence")
  private boolean withholdToolCalls;

  @Option(names = "--strict-roles", description = "refuse roles that do not alternate")
  private boolean strictRoles;

  @Option(
      names = "--faults",
      description =
          "obey X-Engine-Fault: crash, hang, hang-mid-stream, error-mid-stream, cut-mid-stream or empty")
  private boolean faults;

  /** What the options come to. */
  Manners manners(Runnable crash) {
    return new Manners(
        prefillRate,
        tokenRate,
        seconds(firstByteDelay),
        seconds(startDelay),
        overflowAs500,
        withholdToolCalls,
        strictRoles,
        faults,
        crash);
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis((long) (seconds * 1000));
  }
}
