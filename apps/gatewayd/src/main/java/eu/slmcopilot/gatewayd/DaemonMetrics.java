package eu.slmcopilot.gatewayd;

import eu.slmcopilot.tls.renewal.CertificateRenewer;
import eu.slmcopilot.tls.renewal.CertificateStatus.Kind;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.Locale;

/** What the daemon adds to the gateway's metrics: its version, the certificate, the JVM [MON-01]. */
final class DaemonMetrics {
  private DaemonMetrics() {}

  static PrometheusRegistry of(CertificateRenewer certificate, String version) {
    PrometheusRegistry registry = new PrometheusRegistry();
    Info.builder()
        .name("slm_copilot_build_info")
        .help("Which version this is")
        .labelNames("version")
        .register(registry)
        .addLabelValues(version);
    served(certificate, registry);
    asked(certificate, registry);
    JvmMetrics.builder().register(registry);
    return registry;
  }

  private static void served(CertificateRenewer certificate, PrometheusRegistry registry) {
    GaugeWithCallback.builder()
        .name("tls_certificate_expiry_timestamp_seconds")
        .unit(Unit.SECONDS)
        .help("The last moment at which the certificate served now is valid, as Unix time")
        .callback(out -> out.call((double) certificate.status().notAfter().getEpochSecond()))
        .register(registry);
    GaugeWithCallback.builder()
        .name("tls_certificate_kind")
        .help("1 for where the certificate served now comes from")
        .labelNames("kind")
        .callback(out -> {
          Kind served = certificate.status().kind();
          for (Kind kind : Kind.values()) {
            out.call(kind == served ? 1 : 0, kind.name().toLowerCase(Locale.ROOT));
          }
        })
        .register(registry);
    CounterWithCallback.builder()
        .name("tls_server_handshakes_total")
        .help("TLS handshakes that asked for the certificate; resumed sessions do not")
        .callback(out -> out.call((double) certificate.served().handshakes()))
        .register(registry);
  }

  private static void asked(CertificateRenewer certificate, PrometheusRegistry registry) {
    CounterWithCallback.builder()
        .name("tls_certificate_renewals_total")
        .help("Certificates that the authority gave, starts of the gateway overlived")
        .callback(out -> out.call((double) certificate.status().renewals()))
        .register(registry);
    CounterWithCallback.builder()
        .name("tls_certificate_refusals_total")
        .help(
            "Attempts at which the authority gave no certificate, starts of the gateway overlived")
        .callback(out -> out.call((double) certificate.status().refusals()))
        .register(registry);
    GaugeWithCallback.builder()
        .name("tls_certificate_problem")
        .help("1 while something is wrong with the certificate; 'slm-copilot status' says what")
        .callback(out -> out.call(certificate.status().problem().isPresent() ? 1 : 0))
        .register(registry);
  }
}
