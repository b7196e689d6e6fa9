package eu.slmcopilot.gateway.metrics;

import eu.slmcopilot.gateway.listen.OpenConnections;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Locale;

/** Who is connected, and who was one too many [MON-01]. */
public final class ConnectionMetrics {
  private ConnectionMetrics() {}

  /** Registers both. */
  public static void register(PrometheusRegistry registry, OpenConnections connections) {
    GaugeWithCallback.builder()
        .name("gateway_connections_open")
        .help("Connections on both ports")
        .callback(out -> out.call(connections.open()))
        .register(registry);
    CounterWithCallback.builder()
        .name("gateway_connections_refused_total")
        .labelNames("reason")
        .help("Connections closed at once: too many in all, or from one network")
        .callback(out -> {
          for (OpenConnections.Refusal reason : OpenConnections.Refusal.values()) {
            out.call((double) connections.refused(reason), reason.name().toLowerCase(Locale.ROOT));
          }
        })
        .register(registry);
  }
}
