package eu.slmcopilot.gateway.metrics;

import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.Set;

/** Requests as HTTP sees them, named by OpenTelemetry's conventions for HTTP servers [MON-01]. Thread-safe. */
public final class HttpMetrics {
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT");
  private static final double[] BOUNDS = {
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800, 3600
  };

  private final Histogram duration;
  private final Gauge active;

  /** Registers both. */
  public HttpMetrics(PrometheusRegistry registry) {
    this.duration = Histogram.builder()
        .name("http_server_request_duration_seconds")
        .unit(Unit.SECONDS)
        .help("From a request's arrival to the last byte of its answer")
        .classicOnly()
        .classicUpperBounds(BOUNDS)
        .labelNames("url_scheme", "http_request_method", "http_route", "http_response_status_code")
        .register(registry);
    this.active = Gauge.builder()
        .name("http_server_active_requests")
        .help("Requests under way")
        .register(registry);
  }

  /** A request has come. */
  public void began() {
    active.inc();
  }

  /**
   * It is over.
   *
   * @param method as the client sent it; what is no method of HTTP counts as {@code _OTHER}
   * @param route one of the paths there are, or empty; never what a client made up, which would be series without end
   */
  public void ended(String scheme, String method, String route, int status, long nanos) {
    active.dec();
    duration
        .labelValues(
            scheme, METHODS.contains(method) ? method : "_OTHER", route, Integer.toString(status))
        .observe(nanos / 1e9);
  }
}
