package eu.slmcopilot.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** [SEC-01] What openssl, curl and Node.js make of the certificates; skipped where one is missing. */
class OtherClientsTest {
  @TempDir
  Path temp;

  private PrivateCa ca;
  private Path leafFile;
  private HttpsServer server;

  @BeforeEach
  void start() throws Exception {
    ca = new Cabinet(temp.resolve("tls")).ca();
    KeyMaterial leaf = ca.issue(Cabinet.LOCAL);
    leafFile = temp.resolve("leaf-alone.pem");
    Files.writeString(leafFile, PemText.of(leaf.leaf()));
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.setHttpsConfigurator(new HttpsConfigurator(new ServedCertificate(leaf).sslContext()));
    server.createContext("/", exchange -> {
      exchange.sendResponseHeaders(200, 5);
      exchange.getResponseBody().write("hello".getBytes(UTF_8));
      exchange.close();
    });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private record Outcome(int code, String output) {}

  private Outcome run(String caFile, String... command) throws Exception {
    String path = System.getenv("PATH");
    boolean present = Arrays.stream(path.split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, command[0])));
    assumeTrue(present, command[0] + " is not installed on this machine: nothing was tested");
    Path output = temp.resolve("output");
    ProcessBuilder builder = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectInput(Path.of("/dev/null").toFile())
        .redirectOutput(output.toFile());
    builder.environment().put("NODE_EXTRA_CA_CERTS", caFile);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS))
          .as("%s ended", command[0])
          .isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Outcome(process.exitValue(), Files.readString(output));
  }

  private String url() {
    return "https://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  private String otherCa() throws TlsException {
    return new Cabinet(temp.resolve("other")).ca().certificateFile().toString();
  }

  @Test
  void opensslVerifiesTheChainForItsPurpose() throws Exception {
    String authority = ca.certificateFile().toString();
    Outcome good = verify(authority);
    assertThat(good.output()).contains("OK");
    assertThat(good.code()).isZero();
    assertThat(verify(otherCa()).code()).isNotZero();
  }

  private Outcome verify(String authority) throws Exception {
    return run(
        "",
        "openssl",
        "verify",
        "-x509_strict",
        "-purpose",
        "sslserver",
        "-verify_ip",
        "127.0.0.1",
        "-CAfile",
        authority,
        leafFile.toString());
  }

  @Test
  void opensslAgreesOnTheFingerprint() throws Exception {
    Outcome printed = run(
        "",
        "openssl",
        "x509",
        "-noout",
        "-fingerprint",
        "-sha256",
        "-in",
        ca.certificateFile().toString());
    assertThat(printed.output().strip()).endsWith("=" + ca.fingerprint());
  }

  @Test
  void opensslConnectsWithBothProtocolVersions() throws Exception {
    for (String version : List.of("-tls1_2", "-tls1_3")) {
      Outcome outcome = run(
          "",
          "openssl",
          "s_client",
          version,
          "-verify_return_error",
          "-verify_hostname",
          "localhost",
          "-CAfile",
          ca.certificateFile().toString(),
          "-connect",
          "127.0.0.1:" + server.getAddress().getPort());
      assertThat(outcome.output()).contains("Verify return code: 0 (ok)");
    }
  }

  @Test
  void curlTrustsTheCaAndNothingElse() throws Exception {
    Outcome good = run("", "curl", "-sS", "--cacert", ca.certificateFile().toString(), url());
    assertThat(good).isEqualTo(new Outcome(0, "hello"));
    assertThat(run("", "curl", "-sS", "--cacert", otherCa(), url()).code()).isEqualTo(60);
  }

  @Test
  void nodeTrustsTheCaThroughItsEnvironment() throws Exception {
    String script = "require('https').get('" + url() + "',r=>r.pipe(process.stdout))"
        + ".on('error',e=>{console.log(e.code);process.exit(3)})";
    Outcome good = run(ca.certificateFile().toString(), "node", "-e", script);
    assertThat(good).isEqualTo(new Outcome(0, "hello"));
    assertThat(run(otherCa(), "node", "-e", script).code()).isEqualTo(3);
  }
}
