package eu.slmcopilot.gateway.metrics;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What the engine's work looks like from here [MON-01]. Names follow OpenTelemetry's conventions for generative AI
 * servers where they have one, in Prometheus's spelling; the gateway's own begin with {@code gateway_}. Thread-safe.
 */
public final class InferenceMetrics {
  private static final double NANOS = 1e9;
  private static final String OPERATION = "gen_ai_operation_name";
  // OpenTelemetry's end at 10 s, where a CPU has hardly begun to read.
  private static final double[] WAITS = {
    0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560
  };
  private static final double[] GAPS = {
    0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5, 5, 10
  };
  private static final double[] TOKENS = {1, 4, 16, 64, 256, 1024, 4096, 16384, 65536};
  private static final double[] RATES = {0.5, 1, 2, 3, 4, 5, 7.5, 10, 15, 20, 30, 50, 100};

  private final LongSupplier nanos;
  private final DistributionDataPoint queueWait;
  private final Histogram firstToken;
  private final Histogram betweenTokens;
  private final Histogram tokens;
  private final DistributionDataPoint rate;
  private final Counter heartbeats;
  private final Counter joined;
  private final Map<Timeline.Stage, Runnable> cancelled = new EnumMap<>(Timeline.Stage.class);

  /**
   * Registers everything.
   *
   * @param nanos a clock of nanoseconds that only goes forward
   */
  public InferenceMetrics(PrometheusRegistry registry, LongSupplier nanos) {
    this.nanos = nanos;
    this.queueWait = histogram("gateway_queue_wait_seconds", WAITS)
        .unit(Unit.SECONDS)
        .help("From a completion request's arrival to its being sent to the engine")
        .register(registry);
    this.firstToken = histogram("gen_ai_server_time_to_first_token_seconds", WAITS)
        .unit(Unit.SECONDS)
        .labelNames(OPERATION)
        .help("From a streamed request's arrival, its wait included, to the engine's first token")
        .register(registry);
    this.betweenTokens = histogram("gen_ai_server_time_per_output_token_seconds", GAPS)
        .unit(Unit.SECONDS)
        .labelNames(OPERATION)
        .help("Between two events of a stream, which engines send for each token")
        .register(registry);
    this.tokens = histogram("gen_ai_client_token_usage", TOKENS)
        .labelNames(OPERATION, "gen_ai_token_type")
        .help("Tokens of a request: by the engine's own count, else the events of the stream")
        .register(registry);
    this.rate = histogram("gateway_output_tokens_per_second", RATES)
        .help("Tokens a second of a stream, from its first token to its end")
        .register(registry);
    this.heartbeats = Counter.builder()
        .name("gateway_heartbeats_total")
        .help("What was sent to keep clients patient")
        .register(registry);
    this.joined = Counter.builder()
        .name("gateway_requests_joined_total")
        .help("Requests that shared the answer to an earlier one that was the same")
        .register(registry);
    Counter gone = Counter.builder()
        .name("gateway_requests_cancelled_total")
        .labelNames("stage")
        .help(
            "Requests whose client left before the end: in the queue, in prefill or in the answer")
        .register(registry);
    for (Timeline.Stage stage : Timeline.Stage.values()) {
      cancelled.put(stage, gone.labelValues(name(stage))::inc);
    }
  }

  private static Histogram.Builder histogram(String name, double... bounds) {
    return Histogram.builder().name(name).classicOnly().classicUpperBounds(bounds);
  }

  static String name(Timeline.Stage stage) {
    return stage.name().toLowerCase(Locale.ROOT);
  }

  long nanos() {
    return nanos.getAsLong();
  }

  void queued(long waited) {
    queueWait.observe(waited / NANOS);
  }

  void heartbeat() {
    heartbeats.inc();
  }

  void joined() {
    joined.inc();
  }

  void left(Timeline.Stage stage) {
    cancelled.get(stage).run();
  }

  /** What one answer adds, with the look-ups done. */
  Answer answer(String operation) {
    return new Answer(
        firstToken.labelValues(operation),
        betweenTokens.labelValues(operation),
        tokens.labelValues(operation, "input"),
        tokens.labelValues(operation, "output"),
        rate);
  }

  /** The series of one kind of answer. */
  record Answer(
      DistributionDataPoint firstToken,
      DistributionDataPoint betweenTokens,
      DistributionDataPoint input,
      DistributionDataPoint output,
      DistributionDataPoint rate) {
    void firstToken(long afterNanos) {
      firstToken.observe(afterNanos / NANOS);
    }

    /** So many events came after so long a silence. */
    void events(int count, long gapNanos) {
      for (int i = 0; i < count; i++) {
        betweenTokens.observe(gapNanos / NANOS / count);
      }
    }

    void rate(long tokens, long nanos) {
      if (tokens > 0 && nanos > 0) {
        rate.observe(tokens * NANOS / nanos);
      }
    }
  }
}
