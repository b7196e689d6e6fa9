package eu.slmcopilot.tls.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
  private boolean broken;
  private String identity = "https://authority.example/directory";
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
    Instant due = first.state().next();
    assertThat(Duration.between(now, due))
        .isBetween(LIFE.multipliedBy(11).dividedBy(20), LIFE.multipliedBy(2).dividedBy(3));
    assertThat(maintain().state().next()).isEqualTo(due);
    now = due.minusSeconds(1);
    assertThat(maintain().next()).isEqualTo(due);
    assertThat(asked).isEqualTo(1);
    now = due;
    Outcome renewed = maintain();
    assertThat(asked).isEqualTo(2);
    assertThat(renewed.served()).isPresent().isNotEqualTo(first.served());
  }

  @Test
  void theAuthoritysOwnWindowCountsBeforeTheRule() throws Exception {
    window =
        Optional.of(new RenewalWindow(now.plus(Duration.ofDays(3)), now.plus(Duration.ofDays(4))));
    assertThat(maintain().state().next())
        .isBetween(window.get().start(), window.get().end());
  }

  @Test
  void aWindowThatMovesForARevokedCertificateIsSeenWithinHours() throws Exception {
    Outcome first = maintain();
    window = Optional.of(new RenewalWindow(now.minus(Duration.ofDays(2)), now));
    assertThat(maintain().served()).as("not asked at every call").isEqualTo(first.served());
    now = first.next();
    assertThat(Duration.between(Instant.parse("2026-11-23T10:00:00Z"), now))
        .isLessThan(Duration.ofHours(7));
    assertThat(maintain().served()).isPresent().isNotEqualTo(first.served());
    assertThat(asked).isEqualTo(2);
    maintain();
    assertThat(asked).as("never at once again, whatever the window says").isEqualTo(2);
  }

  @Test
  void whatIsKeptServesWhileRenewingFailsAndTheReasonIsTold() throws Exception {
    Outcome first = maintain();
    now = first.state().next();
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
    Path state = path.resolve("acme.state");
    Files.writeString(state, Files.readString(state).replaceAll("next=[0-9]+", "next=2090"));
    maintain();
    assertThat(asked).isEqualTo(2);
    Files.writeString(state, "nonsense");
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

  @Test
  void whenAPersonChangesSomethingThePauseEndsButNotTheAuthoritysOwn() throws Exception {
    refuse(Obstacle.NAME, null);
    maintain();
    certificate().askAgain(NAME);
    maintain();
    assertThat(asked).isEqualTo(2);
    certificate().askAgain(NAME);
    refuse(Obstacle.RATE_LIMIT, now.plus(Duration.ofDays(2)));
    maintain();
    certificate().askAgain(NAME);
    maintain();
    assertThat(asked).isEqualTo(3);
  }

  @Test
  void anotherAuthorityIsAskedAtOnceWhileTheOldCertificateServes() throws Exception {
    Outcome first = maintain();
    identity = "https://another.example/directory";
    refuse(Obstacle.AUTHORITY, null);
    assertThat(maintain().served()).isEqualTo(first.served());
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void aFullDiskLosesNeitherTheCertificateNorThePatience() throws Exception {
    AcmeCertificate running = certificate();
    // What stands in the way of writing here is a directory; to the code it is the same as a full
    // disk.
    Path inTheWay = Files.createDirectories(path.resolve(".acme.pem.new/full"));
    Outcome first = running.maintain(NAME);
    assertThat(first.served()).isPresent();
    assertThat(path.resolve("acme.pem")).doesNotExist();
    assertThat(running.maintain(NAME).served()).isEqualTo(first.served());
    assertThat(asked).as("the certificate in memory is good").isEqualTo(1);
    Files.delete(inTheWay);
    running.maintain(NAME);
    assertThat(certificate().kept(NAME))
        .as("stored as soon as it can be")
        .isEqualTo(first.served());
    assertThat(maintain().served()).isEqualTo(first.served());
    assertThat(asked).isEqualTo(1);
  }

  @Test
  void whatTheMachineItselfCannotDoIsTriedWithPatienceToo() throws Exception {
    broken = true;
    Outcome failed = maintain();
    assertThat(failed.state().failure().orElseThrow().obstacle()).isEqualTo(Obstacle.MACHINE);
    assertThat(failed.next()).isAfter(now);
    maintain();
    assertThat(asked).isEqualTo(1);
  }

  @Test
  void toBeInterruptedIsNoFailure() throws Exception {
    refuse(Obstacle.AUTHORITY, null);
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(this::maintain).isInstanceOf(TlsException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(certificate().state(NAME).failures()).isZero();
  }

  @Test
  void theStateIsReadByWhoReportsIt() throws Exception {
    refuse(Obstacle.CAA, null);
    maintain();
    AcmeState state =
        AcmeState.read(Files.readString(path.resolve("acme.state"))).orElseThrow();
    assertThat(state.failures()).isEqualTo(1);
    assertThat(state.refusals()).isEqualTo(1);
    assertThat(state.failure())
        .contains(new AcmeState.Failure(now, Obstacle.CAA, "Refused because."));
    assertThat(state.problem().orElseThrow())
        .startsWith("Refused because. Attempt 1 in a row; the next one is on 2026-11-23T10:0");
    assertThat(AcmeState.read("")).isEmpty();
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
        if (broken) {
          throw new TlsException("The disk is broken.");
        }
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
        identity,
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
