package eu.slmcopilot.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** [SEC-01] One authority for the machine's life, and a leaf that always fits. */
class PrivateAuthorityTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  @TempDir
  Path parent;

  private PrivateAuthority open(Instant now) {
    return PrivateAuthority.open(
        parent.resolve("tls"), Clock.fixed(now, ZoneOffset.UTC), new SecureRandom());
  }

  private static SortedSet<String> names(String... names) {
    return new TreeSet<>(List.of(names));
  }

  @Test
  void aSecondStartKeepsAuthorityAndLeaf() {
    PrivateAuthority first = open(NOW);
    KeyMaterial leaf = first.leafFor(names("localhost", "::1", "10.0.0.5"));
    PrivateAuthority second = open(NOW.plus(Duration.ofDays(30)));
    assertThat(second.fingerprint()).isEqualTo(first.fingerprint());
    assertThat(second.leafFor(names("LOCALHOST", "0:0:0:0:0:0:0:1")).leaf()).isEqualTo(leaf.leaf());
  }

  @Test
  void aNewAddressGetsANewLeafFromTheSameAuthority() throws Exception {
    PrivateAuthority authority = open(NOW);
    KeyMaterial before = authority.leafFor(names("localhost"));
    KeyMaterial after = authority.leafFor(names("localhost", "192.168.7.9"));
    assertThat(after.leaf()).isNotEqualTo(before.leaf());
    after.leaf().verify(authority.certificate().getPublicKey());
    assertThat(after.leaf().getSubjectAlternativeNames().toString())
        .contains("192.168.7.9", "localhost");
  }

  @Test
  void theLeafIsRenewedInItsLastThirdAndLives397DaysAtMost() {
    KeyMaterial leaf = open(NOW).leafFor(names("localhost"));
    assertThat(Duration.between(leaf.leaf().getNotBefore().toInstant(), leaf.expires()))
        .isLessThanOrEqualTo(Duration.ofDays(397));
    assertThat(open(NOW.plus(Duration.ofDays(260))).leafFor(names("localhost")).leaf())
        .isEqualTo(leaf.leaf());
    assertThat(open(NOW.plus(Duration.ofDays(270))).leafFor(names("localhost")).leaf())
        .isNotEqualTo(leaf.leaf());
  }

  @Test
  void aClockThatWasWrongIsHealed() {
    KeyMaterial future = open(NOW.plus(Duration.ofDays(3000))).leafFor(names("localhost"));
    assertThat(open(NOW).leafFor(names("localhost")).leaf()).isNotEqualTo(future.leaf());
  }

  @Test
  void theAuthorityMaySignLeavesOnlyAndTheLeafNothing() {
    PrivateAuthority authority = open(NOW);
    assertThat(authority.certificate().getBasicConstraints()).isZero();
    assertThat(authority.certificate().getKeyUsage()[5]).isTrue();
    KeyMaterial leaf = authority.leafFor(names("localhost"));
    assertThat(leaf.leaf().getBasicConstraints()).isEqualTo(-1);
    assertThat(leaf.chain()).hasSize(2).last().isEqualTo(authority.certificate());
  }

  @Test
  void onlyTheOwnerReadsTheKeys() throws IOException {
    PrivateAuthority authority = open(NOW);
    authority.leafFor(names("localhost"));
    assertThat(mode("tls")).isEqualTo("rwx------");
    assertThat(mode("tls/ca.key.pem")).isEqualTo("rw-------");
    assertThat(mode("tls/leaf.pem")).isEqualTo("rw-------");
    assertThat(mode("tls/ca.pem")).isEqualTo("rw-r--r--");
    assertThat(Files.readString(authority.certificateFile())).doesNotContain("PRIVATE");
  }

  private String mode(String path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(parent.resolve(path)));
  }

  @Test
  void aDamagedLeafIsSetAsideAndMadeAnew() throws IOException {
    PrivateAuthority authority = open(NOW);
    authority.leafFor(names("localhost"));
    Path leaf = parent.resolve("tls/leaf.pem");
    Files.writeString(leaf, Files.readString(leaf).substring(0, 100));
    assertThat(authority.leafFor(names("localhost")).leaf()).isNotNull();
    try (var files = Files.list(parent.resolve("tls"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .anyMatch(name -> name.startsWith("leaf.pem.broken-"));
    }
  }

  @Test
  void aDamagedAuthorityIsSetAsideAndTheOldLeafIsNotServed() throws Exception {
    PrivateAuthority first = open(NOW);
    KeyMaterial old = first.leafFor(names("localhost"));
    Files.writeString(parent.resolve("tls/ca.key.pem"), "garbage");
    PrivateAuthority second = open(NOW);
    assertThat(second.fingerprint()).isNotEqualTo(first.fingerprint());
    KeyMaterial fresh = second.leafFor(names("localhost"));
    assertThat(fresh.leaf()).isNotEqualTo(old.leaf());
    fresh.leaf().verify(second.certificate().getPublicKey());
  }

  @Test
  void aDirectoryThatCannotBeUsedIsNamed() throws IOException {
    Files.writeString(parent.resolve("tls"), "a file, not a directory");
    assertThatThrownBy(() -> open(NOW))
        .isInstanceOf(TlsException.class)
        .hasMessageContaining("tls");
  }

  @Test
  void theMachineKnowsLocalhost() {
    assertThat(MachineNames.ofThisMachine().names())
        .contains("localhost", "127.0.0.1", "::1")
        .noneMatch(name -> name.contains("%"));
  }
}
