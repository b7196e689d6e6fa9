package eu.slmcopilot.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** [SEC-09] [SEC-06] [SEC-04] What port 80 says, on a real socket. */
class PlainPortTest {
  private ScriptedEngine engine;
  private Gateway gateway;

  @BeforeEach
  void start() throws Exception {
    engine = new ScriptedEngine((asked, wire) -> wire.json(200, "{}"));
    PlainPort plain = new PlainPort(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        () -> Set.of("copilot.example.org", "localhost"),
        () -> Optional.of("-----BEGIN CERTIFICATE-----\n"),
        token -> token.equals("tok-1") ? Optional.of("tok-1.thumb") : Optional.empty());
    gateway = Gateway.start(
        TestSettings.usual(engine.uri()).config(),
        Identity.privatelyTrusted(TestTls.create().server()),
        () -> AccessKey.of("correct horse"),
        Optional.of(plain),
        new PrometheusRegistry());
  }

  @AfterEach
  void stop() throws IOException {
    gateway.close();
    engine.close();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, 301",
    "HEAD, 301",
    "POST, 308",
    "DELETE, 308",
  })
  void redirectsWithPathAndQueryAsTheyCame(String method, int status) throws Exception {
    String answer =
        ask(method + " /v1/x%2Fy?a=b%20c&d=%e2 HTTP/1.1\r\nHost: Copilot.Example.org.:80\r\n");
    assertThat(answer)
        .startsWith("HTTP/1.1 " + status + " ")
        .contains("Location: https://copilot.example.org:" + gateway.https().getPort()
            + "/v1/x%2Fy?a=b%20c&d=%e2\r\n")
        .contains("Access-Control-Allow-Origin: *");
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.7", "[2001:db8::7]"})
  void anAddressIsTakenAsItWasAsked(String host) throws Exception {
    assertThat(ask("GET / HTTP/1.1\r\nHost: " + host + "\r\n"))
        .contains("Location: https://" + host + ":" + gateway.https().getPort() + "/\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "copilot.example.org.evil.example",
        "copilot.example.org@evil.example",
        "a b",
        "",
        "copilot.example.org/x",
        "localhost:80:80"
      })
  void aHostThatThisMachineIsNotIsRefused(String host) throws Exception {
    assertThat(ask("GET / HTTP/1.1\r\nHost: " + host + "\r\n"))
        .matches("(?s)HTTP/1.1 4(21|00) .*")
        .doesNotContain("Location:");
  }

  @Test
  void anotherHostInTheTargetItselfIsRefused() throws Exception {
    assertThat(ask("GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n"))
        .startsWith("HTTP/1.1 400 ");
  }

  @Test
  void theCaAndChallengesAreServedHere() throws Exception {
    assertThat(ask("GET /ca.pem HTTP/1.1\r\nHost: 192.0.2.7\r\n"))
        .startsWith("HTTP/1.1 200 ")
        .contains("application/x-pem-file", "BEGIN CERTIFICATE");
    assertThat(ask("GET /.well-known/acme-challenge/tok-1 HTTP/1.1\r\nHost: anything.example\r\n"))
        .startsWith("HTTP/1.1 200 ")
        .endsWith("tok-1.thumb");
    assertThat(ask("GET /.well-known/acme-challenge/../../ca.pem HTTP/1.1\r\nHost: localhost\r\n"))
        .startsWith("HTTP/1.1 404 ");
    assertThat(ask("POST /ca.pem HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n"))
        .startsWith("HTTP/1.1 405 ")
        .contains("Allow: GET, HEAD");
  }

  @Test
  void nothingOfTheApiIsServedInTheClear() throws Exception {
    for (String path : new String[] {"/v1/models", "/health", "/readyz"}) {
      assertThat(ask("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n"))
          .startsWith("HTTP/1.1 301 ");
    }
    assertThat(engine.asked).isEmpty();
  }

  @Test
  void newSettingsCountHereToo() throws Exception {
    gateway.apply(
        TestSettings.usual(engine.uri()).origins(List.of("https://a.example")).config());
    assertThat(ask("GET / HTTP/1.1\r\nHost: localhost\r\nOrigin: https://b.example\r\n"))
        .startsWith("HTTP/1.1 301 ")
        .doesNotContain("Access-Control-Allow-Origin: *");
  }

  private String ask(String head) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(gateway.http().orElseThrow());
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write((head + "Connection: close\r\n\r\n").getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }
}
