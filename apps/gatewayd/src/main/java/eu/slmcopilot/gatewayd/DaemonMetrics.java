package eu.slmcopilot.gatewayd;

import eu.slmcopilot.tls.ServedCertificate;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;

/** What the daemon adds to the gateway's metrics: its version, the certificate, the JVM [MON-01]. */
final class DaemonMetrics {
  private DaemonMetrics() {}

  static PrometheusRegistry of(ServedCertificate certificate, String version) {
    PrometheusRegistry registry = new PrometheusRegistry();
    Info.builder()
        .name("slm_copilot_build_info")
        .help("Which version this is")
        .labelNames("version")
        .register(registry)
        .addLabelValues(version);
    GaugeWithCallback.builder()
        .name("tls_certificate_expiry_timestamp_seconds")
        .unit(Unit.SECONDS)
        .help("The last moment at which the certificate served now is valid, as Unix time")
        .callback(out -> out.call((double) certificate.current().expiry().getEpochSecond()))
        .register(registry);
    CounterWithCallback.builder()
        .name("tls_server_handshakes_total")
        .help("TLS handshakes that asked for the certificate; resumed sessions do not")
        .callback(out -> out.call((double) certificate.handshakes()))
        .register(registry);
    JvmMetrics.builder().register(registry);
    return registry;
  }
}
