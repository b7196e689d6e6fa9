package eu.slmcopilot.configure.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import eu.slmcopilot.appliance.Layout;
import eu.slmcopilot.configure.doctor.Finding.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** [INFER-08] [SEC-09] What the doctor says of ports, by the kernel's tables and by real sockets. */
class PortChecksTest {
  private static final URI ENGINE = URI.create("http://127.0.0.1:8080");

  @TempDir
  Path root;

  private int user;

  @BeforeEach
  void state() throws IOException {
    Files.createDirectories(new Layout(root).state());
    user = (Integer) Files.getAttribute(new Layout(root).state(), "unix:uid");
  }

  @Test
  void aPortIsTheGatewaysOrNobodys() throws Exception {
    assertThat(listening("").gateway(443).verdict()).isEqualTo(Verdict.OK);
    assertThat(listening(line("00000000:01BB", "0A", user)).gateway(443).verdict())
        .isEqualTo(Verdict.OK);
    Finding other = listening(line("00000000:01BB", "0A", user + 33)).gateway(443);
    assertThat(other.line()).startsWith("FAIL  port 443").contains("ss -ltnp");
    // A connection that is open there is no listener.
    assertThat(listening(line("00000000:01BB", "01", user + 33)).gateway(443).finding())
        .contains("free");
  }

  @Test
  void theEngineMustListenOnLoopbackOnly() throws Exception {
    assertThat(listening("").engine(ENGINE).verdict()).isEqualTo(Verdict.WARN);
    for (String local : new String[] {
      "0100007F", "00000000000000000000000001000000", "0000000000000000FFFF00000100007F"
    }) {
      assertThat(listening(line(local + ":1F90", "0A", 7)).engine(ENGINE).verdict())
          .as(local)
          .isEqualTo(Verdict.OK);
    }
    for (String local : new String[] {"00000000", "0702000A", "00000000000000000000000000000000"}) {
      assertThat(listening(line(local + ":1F90", "0A", 7)).engine(ENGINE).line())
          .as(local)
          .startsWith("FAIL")
          .contains("LOCALAI_ADDRESS");
    }
    assertThat(listening("").engine(URI.create("http://10.0.0.1:8080")).verdict())
        .isEqualTo(Verdict.SKIP);
  }

  @Test
  void realSocketsAreSeen() throws Exception {
    PortChecks real = new PortChecks(Path.of("/proc"), new Layout(root));
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI upstream = URI.create("http://127.0.0.1:" + socket.getLocalPort());
      assertThat(real.engine(upstream).finding()).contains("loopback only");
      assertThat(real.gateway(socket.getLocalPort()).finding()).contains("the gateway's user");
    }
    try (ServerSocket socket = new ServerSocket(0)) {
      URI upstream = URI.create("http://127.0.0.1:" + socket.getLocalPort());
      assertThat(real.engine(upstream).verdict()).isEqualTo(Verdict.FAIL);
    }
  }

  private static String line(String local, String state, int uid) {
    return "   0: " + local + " 00000000:0000 " + state
        + " 00000000:00000000 00:00000000 00000000  " + uid + "        0 1066 1\n";
  }

  private PortChecks listening(String lines) throws IOException {
    Files.createDirectories(root.resolve("net"));
    Files.writeString(root.resolve("net/tcp"), "  sl  local_address rem_address   st\n" + lines);
    return new PortChecks(root, new Layout(root));
  }
}
