package eu.slmcopilot.tls.renewal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import eu.slmcopilot.tls.CertificateDirectory;
import eu.slmcopilot.tls.Pebble;
import eu.slmcopilot.tls.acme.AcmeAuthority;
import eu.slmcopilot.tls.acme.AcmeAuthority.ExternalAccount;
import eu.slmcopilot.tls.acme.RenewalSchedule;
import eu.slmcopilot.tls.renewal.CertificateStatus.Kind;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** [SEC-01] [SEC-06] [SEC-07] A certificate at every moment, the best one that can be had, from a real authority. */
class CertificateRenewerTest {
  private static final String NAME = "copilot.test";
  private static final String ACCOUNT = """
      ,"externalAccountBindingRequired": true, "externalAccountMACKeys": {
        "kid-1": "zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W"}""";

  @TempDir
  Path path;

  private final List<String> notices = new CopyOnWriteArrayList<>();
  private final Front front = new Front();
  private Pebble pebble;
  private CertificateRenewer renewer;

  @BeforeEach
  void start() throws Exception {
    begin("");
  }

  private void begin(String pebbleSettings) throws Exception {
    pebble = Pebble.start(Files.createTempDirectory(path, "pebble"), pebbleSettings);
    renewer = CertificateRenewer.open(
        directory(),
        new LocalLeaf(directory(), "Test CA", new SecureRandom()),
        new Authorities(
            directory(),
            pebble.trust(),
            new RenewalSchedule(new SecureRandom(), List.of(Duration.ofMillis(300)))),
        CertificateWish.PRIVATE_CA);
    renewer.start();
  }

  private CertificateDirectory directory() throws Exception {
    return CertificateDirectory.open(path.resolve("tls"), Clock.systemUTC(), notices::add);
  }

  @AfterEach
  void stop() {
    renewer.close();
    front.close();
    pebble.close();
  }

  @Test
  void thePrivateCaServesAtOnceAndTheAuthorityAsSoonAsItHasIssued() throws Exception {
    front.openPlain(pebble.httpPort(), renewer);
    assertThat(renewer.status().kind()).isEqualTo(Kind.PRIVATE_CA);
    assertThat(renewer.status().issuedPublicly()).isFalse();
    renewer.want(wish(NAME));
    assertThat(renewer.served().current().isFor(NAME))
        .as("the private CA's is for it too")
        .isTrue();
    awaitIssued();
    assertThat(renewer.served().forOtherNames().isFor("localhost")).isTrue();
    assertThat(renewer.names()).contains(NAME, "localhost", "127.0.0.1");
    assertThat(renewer.status())
        .returns(true, CertificateStatus::issuedPublicly)
        .returns(1L, CertificateStatus::renewals)
        .returns(0L, CertificateStatus::refusals)
        .returns(Optional.empty(), CertificateStatus::problem);
    assertThat(notices).last().asString().startsWith("Serving the certificate of CN=Pebble");
  }

  @Test
  void withPort80ClosedItIsHadThroughTheTlsPort() throws Exception {
    front.openSecure(pebble.tlsPort(), renewer.sslContext());
    renewer.want(wish(NAME));
    awaitIssued();
  }

  @Test
  void withBothPortsClosedThePrivateCaServesOnSaysWhyAndHeals() throws Exception {
    renewer.want(wish(NAME));
    await().atMost(Duration.ofSeconds(60)).until(() -> renewer.status().refusals() > 0);
    CertificateStatus failing = renewer.status();
    assertThat(failing.kind()).isEqualTo(Kind.PRIVATE_CA);
    assertThat(failing.lastFailure()).isPresent();
    assertThat(failing.problem().orElseThrow())
        .contains("HTTP-01 on port 80", "TLS-ALPN-01 on port 443", "the next one is on");
    front.openSecure(pebble.tlsPort(), renewer.sslContext());
    awaitIssued();
    assertThat(renewer.status().problem()).isEmpty();
    assertThat(renewer.status().lastFailure()).as("told for a while").isPresent();
  }

  @Test
  void anAddressIsCertifiedByEitherPort() throws Exception {
    front.openSecure(pebble.tlsPort(), renewer.sslContext());
    renewer.want(wish("127.0.0.1"));
    awaitIssued();
    assertThat(renewer.served().current().isFor("127.0.0.1")).isTrue();
  }

  @Test
  void anotherNameBreaksOffWhatIsUnderWayAndIsAskedForAtOnce() throws Exception {
    renewer.want(wish("first.test"));
    front.openPlain(pebble.httpPort(), renewer);
    renewer.want(wish("second.test"));
    awaitIssued();
    assertThat(renewer.served().current().isFor("second.test")).isTrue();
    renewer.want(CertificateWish.PRIVATE_CA);
    assertThat(renewer.status().kind()).isEqualTo(Kind.PRIVATE_CA);
  }

  @Test
  void aSecondStartServesTheKeptOneAtOnce() throws Exception {
    front.openPlain(pebble.httpPort(), renewer);
    renewer.want(wish(NAME));
    awaitIssued();
    renewer.close();
    pebble.close();
    renewer = CertificateRenewer.open(
        directory(), "Test CA", new SecureRandom(), pebble.trust(), wish(NAME));
    assertThat(renewer.status().kind()).isEqualTo(Kind.ACME);
  }

  @Test
  void anAuthorityIsAskedOnlyWhenTheServerListens() throws Exception {
    try (ServerSocket authority = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      renewer.close();
      URI there = URI.create("https://localhost:" + authority.getLocalPort() + "/dir");
      CertificateWish wish = new CertificateWish(
          List.of(NAME),
          Optional.of(new AcmeAuthority(there, List.of(), Optional.empty(), Optional.empty())),
          Optional.empty());
      renewer =
          CertificateRenewer.open(directory(), "Test CA", new SecureRandom(), pebble.trust(), wish);
      renewer.want(new CertificateWish(List.of("other.test"), wish.authority(), Optional.empty()));
      assertThat(renewer.status().problem().orElseThrow()).contains("start() has not been called");
      authority.setSoTimeout(500);
      assertThatThrownBy(authority::accept)
          .as("before the server listens")
          .isInstanceOf(SocketTimeoutException.class);
      renewer.start();
      authority.setSoTimeout(60_000);
      assertThat(authority.accept().isConnected()).isTrue();
    }
  }

  @Test
  void anAuthorityThatKnowsItsCustomersIsGivenTheBinding() throws Exception {
    stop();
    begin(ACCOUNT);
    front.openPlain(pebble.httpPort(), renewer);
    renewer.want(wish(NAME));
    await().atMost(Duration.ofSeconds(60)).until(() -> renewer.status().refusals() > 0);
    assertThat(renewer.status().problem().orElseThrow())
        .contains("Set the key id and the HMAC key");
    renewer.want(new CertificateWish(
        List.of(NAME),
        Optional.of(authority(Optional.of(new ExternalAccount(
            "kid-1", "zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W")))),
        Optional.empty()));
    awaitIssued();
    assertThat(String.join("\n", notices)).doesNotContain("zWNDZM6e");
  }

  @Test
  void anAuthorityThatDiesInTheMiddleOfAnOrderIsAskedAgainWhileThePrivateCaServes()
      throws Exception {
    front.openPlain(pebble.httpPort(), renewer, pebble::close);
    renewer.want(wish(NAME));
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> assertThat(renewer.status().refusals()).as("%s", notices).isGreaterThan(1));
    assertThat(renewer.status().kind()).isEqualTo(Kind.PRIVATE_CA);
    assertThat(renewer.status().problem().orElseThrow()).contains("cannot be reached");
  }

  @Test
  void aStormOfRefusedNoncesIsStoodThrough() throws Exception {
    pebble.close();
    pebble = Pebble.startRefusingNonces(Files.createTempDirectory(path, "storm"), 35);
    renewer.close();
    renewer = CertificateRenewer.open(
        directory(), "Test CA", new SecureRandom(), pebble.trust(), CertificateWish.PRIVATE_CA);
    renewer.start();
    front.openPlain(pebble.httpPort(), renewer);
    renewer.want(wish(NAME));
    awaitIssued();
    assertThat(renewer.status().refusals()).isZero();
  }

  @Test
  void anOwnersCertificateComesBeforeTheAuthoritysAndABadOneIsToldAndNotServed() throws Exception {
    CertificateWish wish = wish(NAME);
    renewer.want(new CertificateWish(
        wish.names(), wish.authority(), Optional.of(new OwnPem("nothing", "at all"))));
    assertThat(renewer.status().kind()).isEqualTo(Kind.PRIVATE_CA);
    assertThat(renewer.status().problem().orElseThrow())
        .startsWith("The owner's certificate is not served: ");
    assertThat(renewer.status().refusals()).as("nobody else is asked").isZero();
  }

  private void awaitIssued() {
    await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(
            () -> assertThat(renewer.status().kind()).as("%s", notices).isEqualTo(Kind.ACME));
  }

  private CertificateWish wish(String name) {
    return new CertificateWish(
        List.of(name), Optional.of(authority(Optional.empty())), Optional.empty());
  }

  private AcmeAuthority authority(Optional<ExternalAccount> binding) {
    return new AcmeAuthority(
        pebble.directory(), List.of("admin@example.org"), binding, Optional.empty());
  }
}
