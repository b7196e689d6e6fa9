package eu.slmcopilot.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import eu.slmcopilot.tls.Pebble;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** [SEC-01] [SEC-06] [SEC-07] From settings to a certificate, with the real daemon and a real authority. */
@Timeout(300)
class CertificateTest {
  private static final String STREAM =
      "{\"model\":\"devstral-small-2\",\"stream\":true,\"max_tokens\":400,\"seed\":1,"
          + "\"messages\":[{\"role\":\"user\",\"content\":\"Write a class\"}]}";
  private static final String DOMAIN = CertifiedCopilot.DOMAIN;

  @TempDir
  Path path;

  private Pebble authority;
  private CertifiedCopilot copilot;

  @BeforeEach
  void startAuthority() throws Exception {
    authority = Pebble.start(Files.createDirectories(path.resolve("pebble")));
  }

  @AfterEach
  void stop() {
    if (copilot != null) {
      copilot.close();
    }
    authority.close();
  }

  private void copilot(int httpsPort, int httpPort) throws Exception {
    copilot = new CertifiedCopilot(path.resolve("root"), authority, httpsPort, httpPort);
  }

  @Test
  void thePrivateCaServesFirstThenTheAuthorityOnTheSamePortWhileAStreamGoesOn() throws Exception {
    copilot(Pebble.freePort(), authority.httpPort());
    String issuer = authority.issuingRoot();
    copilot.startGateway();
    try (Visit early = awaitVisit(DOMAIN)) {
      early.send("POST", "/v1/chat/completions", STREAM).readTo("data: ");
      awaitIssued();
      try (Visit other = copilot.visit("localhost", copilot.privateRoot())) {
        assertThat(other.certificate().getIssuerX500Principal().getName())
            .as("who trusts the private CA by another name goes on doing so")
            .contains("SLM-Copilot private CA");
      }
      assertThat(early.readTo("[DONE]")).contains("finish_reason");
    }
    assertThat(copilot.log())
        .contains("Serving the certificate of the private CA")
        .contains("Serving the certificate of CN=Pebble");
    assertThatThrownBy(() -> copilot.visit(DOMAIN, copilot.privateRoot()))
        .isInstanceOf(SSLException.class);
    assertThat(copilot.says("status")).contains("issued by a certificate authority");
    assertThat(metrics(issuer))
        .contains(
            "tls_certificate_kind{kind=\"acme\"} 1.0", "tls_certificate_kind{kind=\"own\"} 0.0")
        .contains("tls_certificate_renewals_total 1.0", "tls_certificate_problem 0.0");
    assertThat(copilot.says("doctor")).contains("Pebble");
    copilot.stopGateway();
    authority.close();
    copilot.startGateway();
    await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> visited(DOMAIN, issuer));
  }

  @Test
  void withThePlainPortBlockedItIsHadThroughTheTlsPort() throws Exception {
    copilot(authority.tlsPort(), Pebble.freePort());
    copilot.startGateway();
    awaitVisit(DOMAIN).close();
    awaitIssued();
    assertThat(copilot.log()).doesNotContain("Exception");
  }

  @Test
  void withBothBlockedItSaysWhyServesOnAndHealsOnceTheBlockIsLifted() throws Exception {
    int httpPort = Pebble.freePort();
    copilot(Pebble.freePort(), httpPort);
    copilot.startGateway();
    String why = "Let the internet reach port 80 of this machine";
    await().atMost(Duration.ofSeconds(45)).until(() -> copilot.log().contains(why));
    awaitVisit(DOMAIN).close();
    assertThat(metrics(copilot.privateRoot()))
        .contains("tls_certificate_kind{kind=\"private_ca\"} 1.0", "tls_certificate_problem 1.0")
        .containsPattern("tls_certificate_refusals_total [1-9]");
    assertThat(copilot.log()).contains("TLS-ALPN-01 on port 443", "the next one is on");
    assertThat(copilot.says("status")).contains(why, "private CA");
    assertThat(copilot.says("report")).contains(why);
    assertThat(copilot.says("doctor")).contains(why);

    try (Passage lifted = new Passage(authority.httpPort(), httpPort)) {
      assertThat(lifted).isNotNull();
      // Time passes: what was planned in minutes is due now.
      copilot.stopGateway();
      Path state = copilot.state("tls/acme.state");
      Files.writeString(
          state, Files.readString(state).replaceAll("next=.*", "next=2026-01-01T00:00:00Z"));
      copilot.startGateway();
      awaitIssued();
    }
    assertThat(copilot.says("status")).doesNotContain(why);
  }

  @Test
  void anotherDomainCountsWithoutARestart() throws Exception {
    copilot(Pebble.freePort(), authority.httpPort());
    copilot.startGateway();
    awaitIssued();
    copilot.configure(Map.of(
        "ONEAPP_COPILOT_DOMAIN",
        "renamed.test",
        "ONEAPP_COPILOT_ACME_SERVER",
        authority.directory().toString()));
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> visited("renamed.test", authority.issuingRoot()));
    copilot.configure(Map.of());
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> visited("localhost", copilot.privateRoot()));
  }

  /** What is told of the certificate, up to its last line. */
  private String metrics(String root) throws Exception {
    try (Visit visit = copilot.visit(DOMAIN, root)) {
      return visit.send("GET", "/metrics", "").readTo("tls_server_handshakes_total ");
    }
  }

  private boolean visited(String name, String root) throws Exception {
    try (Visit visit = copilot.visit(name, root)) {
      return visit.certificate() != null;
    }
  }

  private Visit awaitVisit(String name) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> copilot.visit(name, copilot.privateRoot()), visit -> true);
  }

  private void awaitIssued() throws Exception {
    String root = authority.issuingRoot();
    await()
        .atMost(Duration.ofSeconds(45))
        .untilAsserted(() -> assertThatCode(() -> visited(DOMAIN, root))
            .as("what the gateway said: %s", copilot.log())
            .doesNotThrowAnyException());
  }
}
