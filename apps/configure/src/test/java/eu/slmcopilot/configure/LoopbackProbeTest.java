package eu.slmcopilot.configure;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import eu.slmcopilot.appliance.Layout;
import eu.slmcopilot.appliance.Settings;
import eu.slmcopilot.tls.KeyMaterial;
import eu.slmcopilot.tls.ServedCertificate;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** [ONE-02] What is seen of a real TLS server on this machine. */
class LoopbackProbeTest {
  @TempDir
  Path root;

  private KeyMaterial material;
  private HttpsServer server;
  private volatile int ready = 503;

  @BeforeEach
  void serve() throws Exception {
    material = TestChain.material(new Layout(root));
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(new ServedCertificate(material).sslContext()));
    answer(server, "/health", () -> 200);
    answer(server, "/readyz", () -> ready);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void tellsAliveFromReadyAndShowsTheChainThatIsServed() {
    GatewayProbe.Sighting seen = look();
    assertThat(seen.alive()).isTrue();
    assertThat(seen.ready()).isFalse();
    assertThat(seen.chain()).isEqualTo(material.chain());
    ready = 200;
    assertThat(look().ready()).isTrue();
  }

  @Test
  void nothingThereIsNothingSeen() {
    int port = server.getAddress().getPort();
    server.stop(0);
    assertThat(new LoopbackProbe().look(new Settings.Listen("::", port, 80), "copilot.test"))
        .isEqualTo(GatewayProbe.Sighting.NOTHING);
  }

  private GatewayProbe.Sighting look() {
    return new LoopbackProbe()
        .look(new Settings.Listen("::", server.getAddress().getPort(), 80), "copilot.test");
  }

  private static void answer(
      HttpServer server, String path, java.util.function.IntSupplier status) {
    server.createContext(path, exchange -> {
      exchange.sendResponseHeaders(status.getAsInt(), -1);
      exchange.close();
    });
  }
}
