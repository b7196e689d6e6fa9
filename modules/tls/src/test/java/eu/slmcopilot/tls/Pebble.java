package eu.slmcopilot.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Pebble, Let's Encrypt's own test authority, with its DNS that answers whatever a test wants; both real processes. */
public final class Pebble implements AutoCloseable {
  /** What {@link #trustStore} is closed with; a JVM reads none without. */
  public static final String TRUST_STORE_PASSWORD = "changeit";

  private final int httpPort;
  private final int tlsPort;
  private final int port;
  private final int management;
  private final int dnsManagement;
  private final SSLContext trust;
  private final Path ownRoot;
  private final List<Process> processes = new ArrayList<>();

  private Pebble(Path directory, Map<String, String> environment, String... more) throws Exception {
    List<Integer> ports = freePorts(6);
    this.httpPort = ports.get(0);
    this.tlsPort = ports.get(1);
    this.port = ports.get(2);
    this.management = ports.get(3);
    this.dnsManagement = ports.get(4);
    int dns = ports.get(5);
    CertificateDirectory own =
        CertificateDirectory.open(directory.resolve("own"), Clock.systemUTC(), notice -> {});
    PrivateCa ca = PrivateCa.open(own, "Pebble's own", new SecureRandom());
    this.trust = ca.clientContext();
    this.ownRoot = ca.certificateFile();
    Path both = directory.resolve("own/leaf.pem");
    new KeptCertificate(own, "leaf.pem", ca)
        .obtain(CertificateNames.of(List.of("localhost", "127.0.0.1")));
    Path config = Files.writeString(directory.resolve("pebble.json"), """
        {"pebble": {"listenAddress": "127.0.0.1:%d", "managementListenAddress": "127.0.0.1:%d",
          "certificate": "%s", "privateKey": "%s", "httpPort": %d, "tlsPort": %d, "ocspResponderURL": ""%s}}
        """.formatted(
            port, management, both, both, httpPort, tlsPort, String.join("", more)));
    try {
      startBoth(directory, config, dns, environment);
    } catch (Exception | Error e) {
      close();
      throw e;
    }
  }

  private void startBoth(Path directory, Path config, int dns, Map<String, String> environment)
      throws IOException {
    start(
        environment,
        directory,
        "pebble-challtestsrv",
        "-dns01",
        "127.0.0.1:" + dns,
        "-management",
        "127.0.0.1:" + dnsManagement,
        "-http01",
        "",
        "-https01",
        "",
        "-tlsalpn01",
        "",
        "-defaultIPv6",
        "");
    start(
        environment,
        directory,
        "pebble",
        "-strict",
        "-config",
        config.toString(),
        "-dnsserver",
        "127.0.0.1:" + dns);
    await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
      assertThat(listens(dnsManagement))
          .as(said(directory, "pebble-challtestsrv"))
          .isTrue();
      assertThat(listens(port)).as(said(directory, "pebble")).isTrue();
    });
  }

  /** Starts it strict, with no waits of its own and one nonce in ten refused. */
  public static Pebble start(Path directory, String... more) throws Exception {
    return new Pebble(
        directory,
        Map.of("PEBBLE_VA_NOSLEEP", "1", "PEBBLE_WFE_NONCEREJECT", "10", "PEBBLE_AUTHZREUSE", "0"),
        more);
  }

  /** Where it asks by HTTP-01, in place of port 80; nobody listens there yet. */
  public int httpPort() {
    return httpPort;
  }

  /** Where it asks by TLS-ALPN-01, in place of port 443; nobody listens there yet. */
  public int tlsPort() {
    return tlsPort;
  }

  /** The root of its own TLS certificate as a key store, for another Java to trust. */
  public Path trustStore() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream pem = Files.newInputStream(ownRoot)) {
      store.setCertificateEntry(
          "authority", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    Path file = ownRoot.resolveSibling("roots.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, TRUST_STORE_PASSWORD.toCharArray());
    }
    return file;
  }

  /** Serves with its own TLS certificate, for another server on localhost that is trusted like it. */
  public SSLContext serverContext() throws Exception {
    String pem = Files.readString(ownRoot.resolveSibling("leaf.pem"));
    KeyMaterial own = KeyMaterial.ofPem(pem, pem);
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    char[] password = TRUST_STORE_PASSWORD.toCharArray();
    store.setKeyEntry("own", own.key(), password, own.chain().toArray(X509Certificate[]::new));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  /** The root of what it issues, as PEM. */
  public String issuingRoot() throws Exception {
    HttpClient client = HttpClient.newBuilder().sslContext(trust).build();
    URI url = URI.create("https://localhost:" + management + "/roots/0");
    return client
        .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** Starts it refusing this share of nonces, in percent. */
  public static Pebble startRefusingNonces(Path directory, int percent) throws Exception {
    return new Pebble(
        directory,
        Map.of("PEBBLE_VA_NOSLEEP", "1", "PEBBLE_WFE_NONCEREJECT", String.valueOf(percent)));
  }

  /** Its directory. */
  public URI directory() {
    return URI.create("https://localhost:" + port + "/dir");
  }

  /** Trusts its own TLS certificate. */
  public SSLContext trust() {
    return trust;
  }

  /** What the authority's DNS says to everything it was not told. */
  public void everyNameIsAt(String address) throws Exception {
    tell("/set-default-ipv4", "{\"ip\":\"" + address + "\"}");
  }

  private void tell(String path, String json) throws Exception {
    HttpResponse<String> answer = HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + dnsManagement + path))
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("pebble-challtestsrv said " + answer.statusCode());
    }
  }

  private void start(Map<String, String> environment, Path directory, String... command)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.redirectOutput(directory.resolve(command[0] + ".log").toFile());
    processes.add(builder.start());
  }

  /**
   * A port that was free a moment ago, below those that the system gives to clients: no connection of another test
   * takes it before it is used.
   */
  public static int freePort() throws IOException {
    return freePorts(1).get(0);
  }

  /** Several at once, each another. */
  private static List<Integer> freePorts(int number) throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    try {
      while (held.size() < number) {
        int port = ThreadLocalRandom.current().nextInt(10_240, 32_768);
        try {
          held.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
        } catch (BindException taken) {
          // Another one then.
        }
      }
      return held.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : held) {
        socket.close();
      }
    }
  }

  private static String said(Path directory, String program) throws IOException {
    return program + " listens; it said: " + Files.readString(directory.resolve(program + ".log"));
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Stops the authority, as a power cut would. */
  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
  }
}
