package eu.slmcopilot.configure.doctor;

import eu.slmcopilot.appliance.Layout;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Who has the ports? [SEC-09] [INFER-08] */
record PortChecks(Path proc, Layout layout) {

  /** The port must be the gateway's or nobody's. */
  Finding gateway(int port) throws IOException {
    String name = "port " + port;
    List<Listener> there = on(port);
    if (there.isEmpty()) {
      return Finding.ok(name, "free: the gateway does not listen there now");
    }
    if (!Files.exists(layout.state())) {
      return Finding.warn(
          name, "a program listens there, and the gateway was never configured", whose(port));
    }
    // The gateway's files belong to the user it runs as.
    int user = (Integer) Files.getAttribute(layout.state(), "unix:uid");
    return there.stream().allMatch(listener -> listener.user() == user)
        ? Finding.ok(name, "the gateway's user listens there")
        : Finding.fail(name, "another program listens there", whose(port));
  }

  private static String whose(int port) {
    return "see which and stop it: ss -ltnp 'sport = :" + port + "'";
  }

  /** The engine knows no password, so nobody else may reach it. */
  Finding engine(URI upstream) throws IOException {
    if (!List.of("127.0.0.1", "localhost", "[::1]").contains(upstream.getHost())) {
      return Finding.skip(
          "engine port", "the engine is not on this machine: " + upstream.getHost());
    }
    int port = upstream.getPort() < 0 ? 80 : upstream.getPort();
    String name = "port " + port;
    List<Listener> there = on(port);
    if (there.isEmpty()) {
      return Finding.warn(
          name,
          "the engine does not listen there",
          "it opens the port once the model is loaded; if it stays so: journalctl -u local-ai -n 50");
    }
    return there.stream().allMatch(Listener::loopback)
        ? Finding.ok(name, "the engine listens on loopback only")
        : Finding.fail(
            name,
            "the engine listens for other machines too, past password and TLS",
            "set LOCALAI_ADDRESS=127.0.0.1:" + port + " and restart local-ai");
  }

  private List<Listener> on(int port) throws IOException {
    return Listener.read(proc).stream()
        .filter(listener -> listener.port() == port)
        .toList();
  }
}
