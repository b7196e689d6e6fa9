package eu.slmcopilot.it;

import static org.awaitility.Awaitility.await;

import eu.slmcopilot.tls.Pebble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Engine, configure and gateway as the processes they are, for a domain and an authority to certify it. */
final class CertifiedCopilot implements AutoCloseable {
  static final String PASSWORD = "integration-test";
  static final String DOMAIN = "copilot.test";

  private final Path root;
  private final int httpsPort;
  private final int httpPort;
  private final Program engine;
  private final String engineUri;
  private final Path roots;
  private Program gateway;

  /** Configured and the engine ready; the gateway does not run yet. */
  CertifiedCopilot(Path root, Pebble authority, int httpsPort, int httpPort) throws Exception {
    this.root = Files.createDirectories(root);
    this.httpsPort = httpsPort;
    this.httpPort = httpPort;
    this.roots = authority.trustStore();
    Path portFile = root.resolve("engine.port");
    this.engine = Program.start(
        root.resolve("engine.log"),
        Map.of(),
        Program.app(
            "engine", "--port", "0", "--token-rate", "20", "--port-file", portFile.toString()));
    try {
      await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(portFile));
      this.engineUri = "http://127.0.0.1:" + Files.readString(portFile).strip();
      configure(Map.of(
          "ONEAPP_COPILOT_DOMAIN",
          DOMAIN,
          "ONEAPP_COPILOT_ACME_EMAIL",
          "admin@example.org",
          "ONEAPP_COPILOT_ACME_SERVER",
          authority.directory().toString()));
    } catch (Exception | Error e) {
      close();
      throw e;
    }
  }

  void configure(Map<String, String> variables) throws Exception {
    Map<String, String> environment = new HashMap<>(variables);
    environment.put("ONEAPP_COPILOT_PASSWORD", PASSWORD);
    try (Program configure = Program.start(
        root.resolve("configure.log"),
        environment,
        tool(
            "configure",
            "--environment",
            "--listen",
            "127.0.0.1",
            "--https-port",
            String.valueOf(httpsPort),
            "--http-port",
            String.valueOf(httpPort),
            "--upstream",
            engineUri))) {
      if (configure.exit(60) != 0) {
        throw new IllegalStateException(configure.text());
      }
    }
  }

  private List<String> tool(String... arguments) {
    List<String> command = Program.app("configure", "--root", root.toString());
    command.addAll(List.of(arguments));
    return command;
  }

  /** What a command of {@code slm-copilot} prints. */
  String says(String... arguments) throws Exception {
    try (Program program = Program.start(root.resolve("command.log"), Map.of(), tool(arguments))) {
      program.exit(60);
      return program.text();
    }
  }

  void startGateway() throws IOException {
    gateway = Program.start(
        root.resolve("gateway.log"),
        Map.of(
            "JAVA_TOOL_OPTIONS",
            "-Djavax.net.ssl.trustStorePassword=" + Pebble.TRUST_STORE_PASSWORD
                + " -Djavax.net.ssl.trustStore=" + roots),
        Program.app("gatewayd", "--root", root.toString()));
  }

  void stopGateway() {
    gateway.close();
  }

  String log() {
    return gateway.text();
  }

  Path state(String file) {
    return root.resolve("var/lib/slm-copilot").resolve(file);
  }

  /** The private CA, as clients were told to trust it. */
  String privateRoot() throws IOException {
    return Files.readString(state("tls/ca.pem"));
  }

  /** A verified connection under this name, to clients with this root. */
  Visit visit(String name, String root) throws Exception {
    return Visit.to(httpsPort, name, root);
  }

  @Override
  public void close() {
    if (gateway != null) {
      gateway.close();
    }
    engine.close();
  }
}
