package eu.slmcopilot.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** [SEC-01] The leaf is kept as long as it will do, and made anew for a reason that is told. */
class KeptCertificateTest {
  @TempDir
  Path temp;

  private Cabinet cabinet;
  private KeyMaterial first;

  @BeforeEach
  void startOnce() throws Exception {
    cabinet = new Cabinet(temp.resolve("tls"));
    first = cabinet.leaf(Cabinet.LOCAL);
  }

  @Test
  void aSecondStartKeepsTheLeafAndItsKey() throws Exception {
    int told = cabinet.notices.size();
    KeyMaterial second = cabinet.leaf(Cabinet.LOCAL);
    assertThat(second.leaf()).isEqualTo(first.leaf());
    assertThat(second.key()).isEqualTo(first.key());
    assertThat(cabinet.notices).hasSize(told);
  }

  @Test
  void fewerNamesAreStillCovered() throws Exception {
    assertThat(cabinet.leaf(CertificateNames.of(List.of("localhost"))).leaf())
        .isEqualTo(first.leaf());
  }

  @Test
  void aNewAddressMeansANewLeafFromTheSameCa() throws Exception {
    String ca = cabinet.ca().fingerprint();
    KeyMaterial second = cabinet.leaf(CertificateNames.of(List.of("localhost", "192.0.2.7")));
    assertThat(CertificateNames.of(second.leaf())).containsExactly("localhost", "192.0.2.7");
    assertThat(cabinet.ca().fingerprint()).isEqualTo(ca);
    assertThat(cabinet.ca().recognises(second)).isTrue();
    assertThat(cabinet.notices).last().asString().contains("the kept one is not for 192.0.2.7");
  }

  @Test
  void itIsRenewedWhenLessThanAThirdOfItsLifeIsLeft() throws Exception {
    cabinet.clock.advance(Duration.ofDays(262));
    assertThat(cabinet.leaf(Cabinet.LOCAL).leaf()).isEqualTo(first.leaf());
    cabinet.clock.advance(Duration.ofDays(3));
    assertThat(cabinet.leaf(Cabinet.LOCAL).leaf()).isNotEqualTo(first.leaf());
    assertThat(cabinet.notices).last().asString().contains("runs out on");
  }

  @Test
  void aLeafFromTheFutureIsMadeAnew() throws Exception {
    cabinet.clock.advance(Duration.ofDays(-30));
    assertThat(cabinet.leaf(Cabinet.LOCAL).leaf()).isNotEqualTo(first.leaf());
    assertThat(cabinet.notices).last().asString().contains("valid only from");
  }

  @Test
  void aLeafOfAnotherCaIsMadeAnew() throws Exception {
    KeyMaterial foreign = new Cabinet(temp.resolve("other")).leaf(Cabinet.LOCAL);
    cabinet.directory().keep("leaf.pem", foreign);
    KeyMaterial second = cabinet.leaf(Cabinet.LOCAL);
    assertThat(cabinet.ca().recognises(second)).isTrue();
    assertThat(cabinet.notices).last().asString().contains("not signed by this issuer");
  }

  @Test
  void aHalfWrittenLeafIsSetAsideAndMadeAnew() throws Exception {
    Path file = cabinet.path.resolve("leaf.pem");
    Files.writeString(file, Files.readString(file).substring(0, 300));
    assertThat(cabinet.leaf(Cabinet.LOCAL).leaf()).isNotEqualTo(first.leaf());
    assertThat(cabinet.notices).anyMatch(notice -> notice.contains("leaf.pem is not usable"));
  }

  @Test
  void whatWasKeptStaysWhenTheIssuerFails() throws Exception {
    CertificateIssuer refusing = new CertificateIssuer() {
      @Override
      public KeyMaterial issue(CertificateNames names) throws TlsException {
        throw new TlsException("refused");
      }

      @Override
      public boolean recognises(KeyMaterial material) {
        return false;
      }
    };
    KeptCertificate kept = new KeptCertificate(cabinet.directory(), "leaf.pem", refusing);
    assertThatThrownBy(() -> kept.obtain(Cabinet.LOCAL)).hasMessage("refused");
    assertThat(cabinet.leaf(Cabinet.LOCAL).leaf()).isEqualTo(first.leaf());
  }
}
