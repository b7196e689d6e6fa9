package eu.slmcopilot.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** [SEC-01] The CA is made once, is fit for its purpose, and is kept whatever happens to a file. */
class PrivateCaTest {
  @TempDir
  Path temp;

  private Cabinet cabinet;

  @BeforeEach
  void open() {
    cabinet = new Cabinet(temp.resolve("tls"));
  }

  private String rights(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(cabinet.path.resolve(name)));
  }

  private List<String> setAside(String name) throws IOException {
    try (Stream<Path> files = Files.list(cabinet.path)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.startsWith(name + ".unusable-"))
          .toList();
    }
  }

  @Test
  void theCaCanSignLeavesOnlyForTenYears() throws Exception {
    X509Certificate ca = cabinet.ca().certificate();
    assertThat(ca.getSubjectX500Principal().getName()).matches("CN=Test CA [0-9a-f]{8}");
    assertThat(ca.getIssuerX500Principal()).isEqualTo(ca.getSubjectX500Principal());
    assertThat(
            ((ECPublicKey) ca.getPublicKey()).getParams().getCurve().getField().getFieldSize())
        .isEqualTo(256);
    assertThat(ca.getBasicConstraints()).isZero();
    assertThat(ca.getCriticalExtensionOIDs()).containsExactlyInAnyOrder("2.5.29.19", "2.5.29.15");
    assertThat(ca.getKeyUsage()).isEqualTo(bits(9, 5, 6));
    assertThat(ca.getExtensionValue("2.5.29.14")).isNotNull();
    assertThat(Duration.between(Instant.now(), ca.getNotAfter().toInstant()).toDays())
        .isBetween(3648L, 3653L);
    assertThat(ca.getSerialNumber().bitLength()).isEqualTo(159);
  }

  @Test
  void theLeafIsForServersOnlyAndAtMost397Days() throws Exception {
    PrivateCa ca = cabinet.ca();
    X509Certificate leaf = ca.issue(Cabinet.LOCAL).leaf();
    leaf.verify(ca.certificate().getPublicKey());
    assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
    assertThat(leaf.getKeyUsage()).isEqualTo(bits(9, 0));
    assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    assertThat(leaf.getCriticalExtensionOIDs()).contains("2.5.29.37");
    assertThat(leaf.getNonCriticalExtensionOIDs())
        .containsExactlyInAnyOrder("2.5.29.14", "2.5.29.35", "2.5.29.17");
    assertThat(CertificateNames.of(leaf))
        .containsExactly("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");
    assertThat(leaf.getNotBefore().toInstant()).isBefore(Instant.now().minusSeconds(60));
    assertThat(
            Duration.between(leaf.getNotBefore().toInstant(), leaf.getNotAfter().toInstant()))
        .isLessThan(Duration.ofDays(397))
        .isGreaterThan(Duration.ofDays(390));
    assertThat(leaf.getSerialNumber())
        .isNotEqualTo(ca.issue(Cabinet.LOCAL).leaf().getSerialNumber());
  }

  @Test
  void aLeafNeverOutlivesTheCa() throws Exception {
    PrivateCa ca = cabinet.ca();
    cabinet.clock.advance(Duration.ofDays(3600));
    assertThat(ca.issue(Cabinet.LOCAL).expiry())
        .isEqualTo(ca.certificate().getNotAfter().toInstant());
  }

  @Test
  void aSecondStartKeepsTheCa() throws Exception {
    PrivateCa first = cabinet.ca();
    int told = cabinet.notices.size();
    PrivateCa second = cabinet.ca();
    assertThat(second.certificate()).isEqualTo(first.certificate());
    assertThat(second.fingerprint()).isEqualTo(first.fingerprint()).hasSize(95);
    assertThat(cabinet.notices).hasSize(told);
    assertThat(second.recognises(first.issue(Cabinet.LOCAL))).isTrue();
  }

  @Test
  void onlyTheCertificateMayBeReadByOthers() throws Exception {
    PrivateCa ca = cabinet.ca();
    cabinet.leaf(Cabinet.LOCAL);
    assertThat(rights("")).isEqualTo("rwx------");
    assertThat(rights("ca-private.pem")).isEqualTo("rw-------");
    assertThat(rights("leaf.pem")).isEqualTo("rw-------");
    assertThat(rights(".lock")).isEqualTo("rw-------");
    assertThat(rights("ca.pem")).isEqualTo("rw-r--r--");
    assertThat(ca.certificateFile()).isEqualTo(cabinet.path.resolve("ca.pem"));
    assertThat(Files.readString(ca.certificateFile())).doesNotContain("PRIVATE");
  }

  @Test
  void aKeyThatOthersCouldReadIsClosedToThemAndSaidSo() throws Exception {
    cabinet.ca();
    Path secret = cabinet.path.resolve("ca-private.pem");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
    cabinet.ca();
    assertThat(rights("ca-private.pem")).isEqualTo("rw-------");
    assertThat(cabinet.notices).anyMatch(notice -> notice.contains("was open to other users"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "garbage", "half"})
  void anUnusableCaIsSetAsideAndANewOneMade(String kind) throws Exception {
    PrivateCa first = cabinet.ca();
    Path secret = cabinet.path.resolve("ca-private.pem");
    String whole = Files.readString(secret);
    String broken = kind.equals("half") ? whole.substring(0, whole.length() / 2) : kind;
    Files.writeString(secret, broken);
    PrivateCa second = cabinet.ca();
    assertThat(second.fingerprint()).isNotEqualTo(first.fingerprint());
    assertThat(setAside("ca-private.pem")).hasSize(1);
    assertThat(cabinet.path.resolve(setAside("ca-private.pem").get(0))).hasContent(broken);
    assertThat(cabinet.notices).anyMatch(notice -> notice.contains("is not usable"));
    assertThat(Files.readString(second.certificateFile()))
        .isEqualTo(PemText.of(second.certificate()));
  }

  @Test
  void theKeyOfAnotherCaDoesNotCount() throws Exception {
    cabinet.ca();
    Cabinet other = new Cabinet(temp.resolve("other"));
    other.ca();
    String ours = Files.readString(cabinet.path.resolve("ca-private.pem"));
    String theirs = Files.readString(other.path.resolve("ca-private.pem"));
    int cut = theirs.indexOf("-----BEGIN CERTIFICATE");
    Files.writeString(
        cabinet.path.resolve("ca-private.pem"),
        theirs.substring(0, cut) + ours.substring(ours.indexOf("-----BEGIN CERTIFICATE")));
    cabinet.ca();
    assertThat(cabinet.notices).anyMatch(notice -> notice.contains("does not belong"));
  }

  @Test
  void aLeafInTheCasPlaceAndAnExpiredCaAreReplaced() throws Exception {
    PrivateCa first = cabinet.ca();
    cabinet.directory().keep("ca-private.pem", first.issue(Cabinet.LOCAL));
    PrivateCa second = cabinet.ca();
    assertThat(second.certificate().getBasicConstraints()).isZero();
    cabinet.clock.advance(Duration.ofDays(3660));
    assertThat(cabinet.ca().fingerprint()).isNotEqualTo(second.fingerprint());
    assertThat(cabinet.notices).anyMatch(notice -> notice.contains("expired on"));
  }

  @Test
  void aClockThatWasWrongForAWhileCostsNobodysTrust() throws Exception {
    String trusted = cabinet.ca().fingerprint();
    for (long days : List.of(20_000L, -20_000L)) {
      cabinet.clock.advance(Duration.ofDays(days));
      KeyMaterial meanwhile = cabinet.leaf(Cabinet.LOCAL);
      assertThat(cabinet.ca().fingerprint()).isNotEqualTo(trusted);
      cabinet.clock.advance(Duration.ofDays(-days));
      assertThat(cabinet.ca().fingerprint()).as("right again after " + days).isEqualTo(trusted);
      assertThat(cabinet.ca().recognises(cabinet.leaf(Cabinet.LOCAL))).isTrue();
      assertThat(cabinet.leaf(Cabinet.LOCAL)).isNotEqualTo(meanwhile);
    }
    assertThat(cabinet.notices).anyMatch(notice -> notice.contains("is usable again"));
  }

  @Test
  void aCaOfTheFutureIsReplaced() throws Exception {
    cabinet.clock.advance(Duration.ofDays(20_000));
    cabinet.ca();
    cabinet.clock.advance(Duration.ofDays(-20_000));
    assertThat(cabinet.ca().certificate().getNotBefore().toInstant())
        .isBefore(cabinet.clock.instant());
    assertThat(cabinet.notices).anyMatch(notice -> notice.contains("valid only from"));
  }

  @Test
  void aLostPublicFileIsWrittenAgain() throws Exception {
    PrivateCa ca = cabinet.ca();
    Files.delete(ca.certificateFile());
    assertThat(cabinet.ca().certificate()).isEqualTo(ca.certificate());
    assertThat(ca.certificateFile()).hasContent(PemText.of(ca.certificate()));
  }

  @Test
  void aPathThatIsNoDirectoryIsSaidSo() throws Exception {
    Files.writeString(cabinet.path, "a file");
    assertThatThrownBy(cabinet::ca)
        .isInstanceOf(TlsException.class)
        .hasMessageContaining(cabinet.path.toString())
        .hasMessageContaining("must be a directory");
  }

  @Test
  void keyMaterialNeverPrintsItsKey() throws Exception {
    KeyMaterial leaf = cabinet.ca().issue(Cabinet.LOCAL);
    assertThat(leaf.toString()).startsWith("KeyMaterial[CN=localhost, until ");
  }

  private static boolean[] bits(int length, int... set) {
    boolean[] bits = new boolean[length];
    for (int bit : set) {
      bits[bit] = true;
    }
    return bits;
  }
}
