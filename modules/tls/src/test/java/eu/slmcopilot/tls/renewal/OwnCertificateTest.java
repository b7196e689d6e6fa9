package eu.slmcopilot.tls.renewal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.slmcopilot.tls.TlsException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** [SEC-01] What an owner brings, made by OpenSSL as owners make it, is served or refused for a reason. */
class OwnCertificateTest {
  private static final List<String> NAME = List.of("copilot.test");

  @TempDir
  Path path;

  // A minute on, for OpenSSL makes certificates while the test runs.
  private final Instant now = Instant.now().plusSeconds(60);

  @BeforeEach
  void anAuthority() throws Exception {
    openssl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj /CN=root"
        + " -keyout root.key -out root.pem");
  }

  @Test
  void aChainInOrderIsServed() throws Exception {
    signed("ec -pkeyopt ec_paramgen_curve:P-256", "DNS:copilot.test,DNS:*.lab.test", "");
    assertThat(checked(own("leaf.pem", "root.pem"), NAME)).isEqualTo("CN=leaf");
    assertThat(checked(own("leaf.pem"), List.of("box.lab.test"))).isEqualTo("CN=leaf");
    assertThat(checked(own("leaf.pem"), List.of())).isEqualTo("CN=leaf");
  }

  @Test
  void anRsaKeyOfOldFashionIsServed() throws Exception {
    signed("rsa:2048", "DNS:copilot.test", "");
    openssl("rsa -traditional -in leaf.key -out leaf.key");
    assertThat(checked(own("leaf.pem", "root.pem"), NAME)).isEqualTo("CN=leaf");
  }

  @Test
  void everythingWrongIsToldAtOnceAndNothingOfTheKey() throws Exception {
    signed("rsa:1024", "DNS:other.test", "extendedKeyUsage=clientAuth");
    OwnPem own = own("leaf.pem", "root.pem", "root.pem");
    assertThatThrownBy(() -> OwnCertificate.checked(own, NAME, now.plus(Duration.ofDays(40))))
        .isInstanceOf(TlsException.class)
        .hasMessageContaining("CN=leaf expired on")
        .hasMessageContaining("it is for other.test, not for copilot.test")
        .hasMessageContaining("1024 bits")
        .hasMessageContaining("not for servers");
    refused(own, "not for copilot.test");
    assertThat(own.toString()).doesNotContain("BEGIN");
  }

  @Test
  void aChainOutOfOrderIsRefusedWithTheOrderExpected() throws Exception {
    signed("rsa:2048", "DNS:copilot.test", "");
    openssl(
        "req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=stranger -keyout x.key -out x.pem");
    refused(own("leaf.pem", "x.pem"), "certificate 1 of the chain is not signed by certificate 2");
    refused(own("root.pem", "leaf.pem"), "does not belong to the certificate of CN=root");
  }

  @Test
  void anotherKeyAnEncryptedOneAndNoneAreRefused() throws Exception {
    signed("rsa:2048", "DNS:copilot.test", "");
    String chain = Files.readString(path.resolve("leaf.pem"));
    refused(new OwnPem(chain, Files.readString(path.resolve("root.key"))), "does not belong");
    openssl("pkcs8 -topk8 -in leaf.key -passout pass:geheim -out locked.key");
    refused(
        new OwnPem(chain, Files.readString(path.resolve("locked.key"))), "without a passphrase");
    refused(new OwnPem(chain, chain), "no private key");
    refused(
        new OwnPem("nothing", Files.readString(path.resolve("leaf.key"))),
        "at least one certificate");
  }

  @Test
  void anOldSignatureAndAMissingNameAreRefused() throws Exception {
    signed("rsa:2048", "", "");
    refused(own("leaf.pem"), "names no host");
    openssl(
        "x509 -req -in leaf.csr -CA root.pem -CAkey root.key -CAcreateserial -days 9 -sha1 -out leaf.pem");
    refused(own("leaf.pem"), "SHA1");
  }

  private void refused(OwnPem own, String why) {
    assertThatThrownBy(() -> OwnCertificate.checked(own, NAME, now))
        .isInstanceOf(TlsException.class)
        .hasMessageContaining(why);
  }

  private String checked(OwnPem own, List<String> names) throws TlsException {
    return OwnCertificate.checked(own, names, now)
        .leaf()
        .getSubjectX500Principal()
        .getName();
  }

  private void signed(String key, String names, String more) throws Exception {
    openssl("req -newkey " + key + " -nodes -subj /CN=leaf -keyout leaf.key -out leaf.csr");
    Path extensions = Files.writeString(
        path.resolve("extensions"),
        (names.isEmpty() ? "" : "subjectAltName=" + names + "\n") + more + "\n");
    openssl(
        "x509 -req -in leaf.csr -CA root.pem -CAkey root.key -CAcreateserial -days 20 -out leaf.pem"
            + " -extfile " + extensions);
  }

  private OwnPem own(String... files) throws Exception {
    StringBuilder chain = new StringBuilder();
    for (String file : files) {
      chain.append(Files.readString(path.resolve(file)));
    }
    return new OwnPem(chain.toString(), Files.readString(path.resolve("leaf.key")));
  }

  private void openssl(String arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments.split(" ")));
    File log = path.resolve("openssl.log").toFile();
    Process process = new ProcessBuilder(command)
        .directory(path.toFile())
        .redirectErrorStream(true)
        .redirectOutput(log)
        .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log.toPath())).isZero();
  }
}
