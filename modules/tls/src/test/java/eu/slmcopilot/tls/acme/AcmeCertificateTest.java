package eu.slmcopilot.tls.acme;

import static org.assertj.core.api.Assertions.assertThat;

import eu.slmcopilot.tls.CertificateDirectory;
import eu.slmcopilot.tls.CertificateIssuer;
import eu.slmcopilot.tls.CertificateNames;
import eu.slmcopilot.tls.KeyMaterial;
import eu.slmcopilot.tls.PrivateCa;
import eu.slmcopilot.tls.TlsException;
import eu.slmcopilot.tls.acme.AcmeCertificate.Outcome;
import eu.slmcopilot.tls.acme.IssuanceException.Obstacle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** [SEC-06] [SEC-07] Renewed in time, retried with patience, and never without what still serves. */
class AcmeCertificateTest {
  private static final CertificateNames NAME = CertificateNames.of(List.of("copilot.test"));
  private static final Duration LIFE = Duration.ofDays(397);

  @TempDir
  Path path;

  private final List<String> notices = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-23T10:00:00Z");
  private int asked;
  private Optional<IssuanceException> refusal = Optional.empty();
  private Optional<RenewalWindow> window = Optional.empty();
  private CertificateIssuer authority;

  @BeforeEach
  void anAuthority(@TempDir Path elsewhere) throws Exception {
    authority = PrivateCa.open(
        CertificateDirectory.open(elsewhere, clock(), notice -> {}),
        "Authority",
        new SecureRandom());
  }

  @Test
  void theFirstIsAskedForAtOnceAndTheNextAtTwoThirdsOfItsLife() throws Exception {
    Outcome first = maintain();
    assertThat(first.served()).isPresent();
    assertThat(first.problem()).isEmpty();
    assertThat(Duration.between(now, first.next()))
        .isBetween(LIFE.multipliedBy(11).dividedBy(20), LIFE.multipliedBy(2).dividedBy(3));
    assertThat(maintain().next()).isEqualTo(first.next());
    assertThat(asked).isEqualTo(1);
    now = first.next();
    Outcome renewed = maintain();
    assertThat(asked).isEqualTo(2);
    assertThat(renewed.served()).isPresent().isNotEqualTo(first.served());
  }

  @Test
  void theAuthoritysOwnWindowCountsBeforeTheRule() throws Exception {
    window =
        Optional.of(new RenewalWindow(now.plus(Duration.ofDays(3)), now.plus(Duration.ofDays(4))));
    assertThat(maintain().next()).isBetween(window.get().start(), window.get().end());
  }

  @Test
  void whatIsKeptServesWhileRenewingFailsAndTheReasonIsTold() throws Exception {
    Outcome first = maintain();
    now = first.next();
    refuse(Obstacle.PORT, null);
    Outcome failed = maintain();
    assertThat(failed.served()).isEqualTo(first.served());
    assertThat(failed.problem()).get().asString().contains("because", "the next one is on");
    assertThat(notices).last().asString().contains("because");
  }

  @Test
  void failuresAreRepeatedEverMoreSlowlyAndNotForgottenByARestart() throws Exception {
    refuse(Obstacle.PORT, null);
    List<Duration> waits = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      Outcome failed = maintain();
      assertThat(maintain().next()).as("a restart does not ask again").isEqualTo(failed.next());
      waits.add(Duration.between(now, failed.next()));
      now = failed.next();
    }
    assertThat(asked).isEqualTo(9);
    assertThat(waits.get(0)).isLessThan(Duration.ofMinutes(3));
    assertThat(waits.get(1)).isGreaterThanOrEqualTo(Duration.ofMinutes(15));
    assertThat(waits.get(8)).isBetween(Duration.ofHours(12), Duration.ofHours(13));
    refusal = Optional.empty();
    assertThat(maintain()).returns(Optional.empty(), Outcome::problem);
  }

  @Test
  void nothingIsAskedBeforeTheTimeTheAuthorityNames() throws Exception {
    Instant allowed = now.plus(Duration.ofDays(5));
    refuse(Obstacle.RATE_LIMIT, allowed);
    assertThat(maintain().next()).isEqualTo(allowed);
    now = allowed.minusSeconds(1);
    maintain();
    assertThat(asked).isEqualTo(1);
  }

  @Test
  void anotherNameIsAskedForAtOnce() throws Exception {
    maintain();
    CertificateNames other = CertificateNames.of(List.of("other.test"));
    assertThat(certificate().maintain(other).served())
        .get()
        .satisfies(
            material -> assertThat(CertificateNames.of(material.leaf())).contains("other.test"));
  }

  @Test
  void aPlanMadeUnderAWrongClockIsNotBelieved() throws Exception {
    maintain();
    Files.writeString(
        path.resolve("acme.state"), "next=2090-01-01T00\\:00\\:00Z\nfailures=0\nproblem=\n");
    maintain();
    assertThat(asked).isEqualTo(2);
    Files.writeString(path.resolve("acme.state"), "nonsense");
    maintain();
    assertThat(asked).isEqualTo(3);
  }

  @Test
  void anExpiredOneIsNotServed() throws Exception {
    maintain();
    now = now.plus(LIFE);
    refuse(Obstacle.AUTHORITY, null);
    assertThat(maintain().served()).isEmpty();
    assertThat(certificate().kept(NAME)).isEmpty();
  }

  private void refuse(Obstacle obstacle, Instant until) {
    refusal = Optional.of(new IssuanceException(obstacle, "Refused because.", until, null));
  }

  private Outcome maintain() throws TlsException {
    return certificate().maintain(NAME);
  }

  /** As a program that has just started has it. */
  private AcmeCertificate certificate() throws TlsException {
    CertificateIssuer counting = new CertificateIssuer() {
      @Override
      public KeyMaterial issue(CertificateNames names) throws TlsException {
        asked++;
        if (refusal.isPresent()) {
          throw refusal.get();
        }
        return authority.issue(names);
      }

      @Override
      public boolean recognises(KeyMaterial material) {
        return true;
      }
    };
    return new AcmeCertificate(
        CertificateDirectory.open(path, clock(), notices::add),
        counting,
        material -> window,
        new RenewalSchedule(new Random(1)));
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Instant instant() {
        return now;
      }
    };
  }
}
