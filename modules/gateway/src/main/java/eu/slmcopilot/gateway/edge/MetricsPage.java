package eu.slmcopilot.gateway.edge;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** What Prometheus scrapes, in its text format or in that of OpenMetrics, as asked for [MON-01]. */
public final class MetricsPage implements HttpHandler {
  private static final ExpositionFormats FORMATS = ExpositionFormats.init();

  private final PrometheusRegistry registry;

  /** Shows all that is in the registry at the moment of asking. */
  public MetricsPage(PrometheusRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    // Off the I/O thread: what the JVM tells of itself takes milliseconds, in which streams would
    // stand still.
    exchange.dispatch(this::write);
  }

  private void write(HttpServerExchange exchange) throws IOException {
    ExpositionFormatWriter format =
        FORMATS.findWriter(exchange.getRequestHeaders().getFirst(Headers.ACCEPT));
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    format.write(page, registry.scrape());
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, format.getContentType());
    exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
    exchange.getResponseSender().send(ByteBuffer.wrap(page.toByteArray()));
  }
}
