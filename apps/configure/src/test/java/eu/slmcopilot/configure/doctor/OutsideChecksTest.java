package eu.slmcopilot.configure.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import eu.slmcopilot.appliance.Layout;
import eu.slmcopilot.appliance.Settings;
import eu.slmcopilot.configure.doctor.Finding.Verdict;
import eu.slmcopilot.configure.doctor.Surroundings.Gateway.Pulse;
import eu.slmcopilot.tls.CertificateDirectory;
import eu.slmcopilot.tls.CertificateNames;
import eu.slmcopilot.tls.KeptCertificate;
import eu.slmcopilot.tls.PrivateCa;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** [SEC-01] [SEC-07] [INFER-05] What the doctor says of domain, certificate and services. */
class OutsideChecksTest {
  @TempDir
  Path root;

  @Test
  void aDomainMustNameThisMachine() throws Exception {
    InetAddress here = InetAddress.getByName("192.0.2.7");
    InetAddress there = InetAddress.getByName("198.51.100.1");
    assertThat(dns("", List.of(), here).verdict()).isEqualTo(Verdict.SKIP);
    assertThat(dns("a.example", List.of(), here).line()).startsWith("FAIL").contains("AAAA");
    assertThat(dns("a.example", List.of(there), here).line()).startsWith("warn").contains("NAT");
    assertThat(dns("a.example", List.of(there, here), here).verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void thePlainPortIsAskedByTheDomain() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> {
      exchange.getResponseHeaders().add("Location", "https://localhost/");
      exchange.sendResponseHeaders(308, -1);
      exchange.close();
    });
    server.start();
    int port = server.getAddress().getPort();
    DomainChecks checks = new DomainChecks(new RealNetwork(), new Layout(root));
    try {
      assertThat(checks.plainPort(settings("127.0.0.1", port)).finding()).contains("answers 308");
    } finally {
      server.stop(0);
    }
    assertThat(checks.plainPort(settings("127.0.0.1", port)).line())
        .startsWith("warn")
        .contains("open port 80");
    assertThat(checks.plainPort(settings("", port)).verdict()).isEqualTo(Verdict.SKIP);
  }

  @Test
  void thisMachineKnowsItself() throws Exception {
    RealNetwork network = new RealNetwork();
    assertThat(network.own()).contains(InetAddress.getLoopbackAddress());
    assertThat(network.resolve("127.0.0.1")).containsExactly(InetAddress.getLoopbackAddress());
    assertThat(network.resolve("no.such.name.invalid")).isEmpty();
  }

  @Test
  void aCertificateIsReadAsItIsKept() throws Exception {
    Layout layout = new Layout(root);
    assertThat(certificate(Duration.ZERO, "").verdict()).isEqualTo(Verdict.WARN);
    CertificateDirectory directory =
        CertificateDirectory.open(layout.tls(), Clock.systemUTC(), notice -> {});
    new KeptCertificate(
            directory, "leaf.pem", PrivateCa.open(directory, "Test CA", new SecureRandom()))
        .obtain(CertificateNames.of(List.of("ai.example.org", "192.0.2.7")));
    Finding good = certificate(Duration.ZERO, "ai.example.org");
    assertThat(good.verdict()).isEqualTo(Verdict.OK);
    assertThat(good.finding()).contains("of the private CA", "ai.example.org", "192.0.2.7");
    assertThat(certificate(Duration.ZERO, "other.example.org").line())
        .startsWith("warn")
        .contains("not for other.example.org");
    assertThat(certificate(Duration.ofDays(4000), "").line()).startsWith("FAIL").contains("past");
    assertThat(certificate(Duration.ofDays(-4000), "").finding()).contains("not valid yet");
    Files.delete(layout.caCertificate());
    assertThat(certificate(Duration.ZERO, "").finding()).contains("issued by").contains("Test CA");
    Files.writeString(layout.tls().resolve("leaf.pem"), "nonsense");
    assertThat(certificate(Duration.ZERO, "").verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void servicesAreToldApart() throws Exception {
    Settings settings = MachineChecksTest.settings();
    ServiceChecks down = services(false, false, Optional.of("failed (failed)"));
    assertThat(down.gateway(settings).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(down.engine(settings).line()).startsWith("FAIL").contains("failed (failed)");
    ServiceChecks loading = services(true, false, Optional.of("active (running)"));
    assertThat(loading.gateway(settings).verdict()).isEqualTo(Verdict.OK);
    assertThat(loading.engine(settings).verdict()).isEqualTo(Verdict.WARN);
    ServiceChecks laptop = services(true, true, Optional.empty());
    assertThat(laptop.engine(settings).finding()).isEqualTo("/readyz says the model answers");
  }

  private static ServiceChecks services(boolean alive, boolean ready, Optional<String> state) {
    return new ServiceChecks(unit -> state, listen -> new Pulse(alive, ready));
  }

  private Finding certificate(Duration later, String domain) throws Exception {
    return new CertificateCheck(new Layout(root), Clock.offset(Clock.systemUTC(), later), domain)
        .look();
  }

  private Finding dns(String domain, List<InetAddress> found, InetAddress own) throws Exception {
    Surroundings.Network network = new Surroundings.Network() {
      @Override
      public List<InetAddress> resolve(String name) {
        return found;
      }

      @Override
      public List<InetAddress> own() {
        return List.of(own);
      }

      @Override
      public int status(URI url) {
        throw new AssertionError("nobody asks " + url);
      }
    };
    return new DomainChecks(network, new Layout(root)).resolves(domain);
  }

  private static Settings settings(String domain, int httpPort) {
    Settings plain = MachineChecksTest.settings();
    return new Settings(
        new Settings.Listen("127.0.0.1", 443, httpPort),
        plain.engine(),
        plain.limits(),
        plain.chat(),
        plain.access(),
        new Settings.Certificate(domain, "", "", ""));
  }
}
