package eu.slmcopilot.gateway.metrics;

import eu.slmcopilot.gateway.admission.Load;
import eu.slmcopilot.gateway.readiness.Readiness;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** How things stand with queue and engine, looked at when somebody asks [MON-01]. */
public final class EngineMetrics {
  private final PrometheusRegistry registry;
  private final Supplier<Load> load;

  private EngineMetrics(PrometheusRegistry registry, Supplier<Load> load) {
    this.registry = registry;
    this.load = load;
  }

  /**
   * Registers all of it.
   *
   * @param readiness of the engine that is in force at the moment
   */
  public static void register(
      PrometheusRegistry registry, Supplier<Load> load, Supplier<Readiness> readiness) {
    EngineMetrics queue = new EngineMetrics(registry, load);
    queue.gauge("gateway_requests_running", "Requests that hold a slot", Load::running);
    queue.gauge("gateway_requests_waiting", "Requests in the queue", Load::waiting);
    queue.gauge("gateway_slots", "How many requests may run at once", Load::slots);
    queue.gauge("gateway_queue_length", "How many requests may wait", Load::queueLength);
    GaugeWithCallback.builder()
        .name("gateway_model_state")
        .labelNames("state")
        .help("1 for the state that the engine's model is in; ready when it can answer")
        .callback(out -> {
          Readiness.State now = readiness.get().state();
          for (Readiness.State state : Readiness.State.values()) {
            out.call(state == now ? 1 : 0, state.name().toLowerCase(java.util.Locale.ROOT));
          }
        })
        .register(registry);
    CounterWithCallback.builder()
        .name("gateway_engine_restarts_total")
        .help("How often an engine that was ready stopped answering and came back")
        .callback(out -> out.call(readiness.get().restarts()))
        .register(registry);
  }

  private void gauge(String name, String help, ToDoubleFunction<Load> value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(out -> out.call(value.applyAsDouble(load.get())))
        .register(registry);
  }
}
