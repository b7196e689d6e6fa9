package org.example.hello;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import eu.slmcopilot.context.Context;
import eu.slmcopilot.context.Declaration;
import eu.slmcopilot.context.Type;
import eu.slmcopilot.context.Values;
import eu.slmcopilot.context.Variable;
import eu.slmcopilot.report.Endpoint;
import eu.slmcopilot.report.Format;
import eu.slmcopilot.report.Report;
import eu.slmcopilot.report.ReportWriter;
import eu.slmcopilot.report.TrustAnchor;
import eu.slmcopilot.tls.CertificateDirectory;
import eu.slmcopilot.tls.CertificateNames;
import eu.slmcopilot.tls.KeptCertificate;
import eu.slmcopilot.tls.PrivateCa;
import eu.slmcopilot.tls.ServedCertificate;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** An appliance of another kind: its own variables, a certificate that clients can trust, a report. */
final class HelloAppliance {
  private static final Variable MODEL =
      new Variable("ONEAPP_HELLO_MODEL", Type.text(), "parrot", false, "The model it claims to have");
  private static final Variable PORT =
      new Variable("ONEAPP_HELLO_PORT", Type.port(), "443", false, "Where it listens");

  public static void main(String[] root) throws Exception {
    Path context = Path.of(root[0], "run/one-context/context.sh.network");
    Values values =
        new Declaration("ONEAPP_HELLO_", List.of(MODEL, PORT)).read(Context.read(context));
    values.problems().forEach(System.err::println);
    if (values.hasErrors()) {
      System.exit(1);
    }
    CertificateDirectory kept = CertificateDirectory.open(
        Path.of(root[0], "var/lib/hello/tls"), Clock.systemUTC(), System.err::println);
    PrivateCa ca = PrivateCa.open(kept, "Hello", new SecureRandom());
    ServedCertificate certificate = new ServedCertificate(
        new KeptCertificate(kept, "leaf.pem", ca).obtain(CertificateNames.of(List.of("localhost"))));
    HttpsServer server = HttpsServer.create(new InetSocketAddress(values.integer(PORT)), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.sslContext()));
    server.createContext("/v1/models", exchange -> {
      byte[] body = ("{\"data\":[{\"id\":\"" + values.text(MODEL) + "\"}]}").getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    server.start();
    URI api = URI.create("https://localhost:" + server.getAddress().getPort() + "/v1");
    Report report = new Report(
        "Hello", OffsetDateTime.now(), Report.Status.READY,
        new Endpoint(api, "hello", "none needed", values.text(MODEL), 4096, 1024), Optional.empty(),
        new TrustAnchor(ca.certificateFile(), URI.create("http://localhost/ca.pem"), Optional.of(ca.fingerprint())),
        List.of(), List.of());
    new ReportWriter().write(report, Format.JSON, System.out);
  }
}
