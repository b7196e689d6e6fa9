package eu.slmcopilot.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** [SEC-01] Real handshakes by real clients against the private authority's leaf, swapped while serving. */
class ServedCertificateTest {
  @TempDir
  Path directory;

  private PrivateAuthority authority;
  private ServedCertificate served;
  private SSLServerSocket listener;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @BeforeEach
  void serve() throws Exception {
    authority =
        PrivateAuthority.open(directory.resolve("tls"), Clock.systemUTC(), new SecureRandom());
    served = new ServedCertificate(authority.leafFor(names("localhost", "127.0.0.1")));
    listener = (SSLServerSocket) served
        .sslContext()
        .getServerSocketFactory()
        .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(() -> {
      while (!listener.isClosed()) {
        try {
          SSLSocket socket = (SSLSocket) listener.accept();
          threads.execute(() -> echo(socket));
        } catch (IOException closed) {
          return;
        }
      }
    });
  }

  private static void echo(SSLSocket socket) {
    try (socket) {
      InputStream in = socket.getInputStream();
      for (int next = in.read(); next >= 0; next = in.read()) {
        socket.getOutputStream().write(next);
      }
    } catch (IOException gone) {
      assertThat(gone).isNotNull();
    }
  }

  @AfterEach
  void stop() throws IOException {
    listener.close();
    threads.shutdownNow();
  }

  private static java.util.SortedSet<String> names(String... names) {
    return new TreeSet<>(List.of(names));
  }

  private SSLSocket connect(String host) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", authority.certificate());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(host, listener.getLocalPort());
    SSLParameters strict = socket.getSSLParameters();
    strict.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(strict);
    socket.setSoTimeout(10_000);
    socket.startHandshake();
    return socket;
  }

  private static Certificate leafOf(SSLSocket socket) throws Exception {
    return socket.getSession().getPeerCertificates()[0];
  }

  @Test
  void aClientThatTrustsTheAuthorityAcceptsNameAndAddress() throws Exception {
    try (SSLSocket byName = connect("localhost");
        SSLSocket byAddress = connect("127.0.0.1")) {
      assertThat(leafOf(byName)).isEqualTo(leafOf(byAddress));
    }
  }

  @Test
  void newHandshakesGetTheNewLeafAndOpenConnectionsLiveOn() throws Exception {
    try (SSLSocket open = connect("localhost")) {
      open.getOutputStream().write('a');
      assertThat(open.getInputStream().read()).isEqualTo('a');
      KeyMaterial next = authority.leafFor(names("localhost", "127.0.0.1", "10.9.8.7"));
      served.replace(next);
      try (SSLSocket fresh = connect("localhost")) {
        assertThat((X509Certificate) leafOf(fresh)).isEqualTo(next.leaf());
      }
      open.getOutputStream().write('b');
      assertThat(open.getInputStream().read()).isEqualTo('b');
    }
  }

  @Test
  void opensslAcceptsTheChain() throws Exception {
    run(
        "openssl",
        "s_client",
        "-connect",
        "127.0.0.1:" + listener.getLocalPort(),
        "-CAfile",
        authority.certificateFile().toString(),
        "-verify_return_error",
        "-verify_ip",
        "127.0.0.1",
        "-brief");
  }

  @Test
  void nodeAcceptsTheChainWithTheCaFile() throws Exception {
    run(
        "node",
        "-e",
        "const s=require('tls').connect(" + listener.getLocalPort()
            + ",'localhost',{servername:'localhost'},()=>process.exit(0));s.on('error',e=>{console.error(e.message);process.exit(1)})");
  }

  private void run(String... command) throws Exception {
    assumeThat(installed(command[0]))
        .as(command[0] + " is not installed; this client is not tried")
        .isTrue();
    Path output = directory.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("NODE_EXTRA_CA_CERTS", authority.certificateFile().toString());
    builder.redirectInput(Path.of("/dev/null").toFile());
    Process process = builder.start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
  }

  private static boolean installed(String program) {
    return List.of(System.getenv("PATH").split(":")).stream()
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }
}
