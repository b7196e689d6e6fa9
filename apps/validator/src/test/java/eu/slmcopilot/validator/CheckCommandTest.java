package eu.slmcopilot.validator;

import static org.assertj.core.api.Assertions.assertThat;

import eu.slmcopilot.validator.FakeAppliance.Fault;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The validator against endpoints that are right or broken in one way [BUILD-03]. */
class CheckCommandTest {
  private static final TestCertificate CERTIFICATE =
      TestCertificate.forName("localhost", Duration.ofDays(30));

  private static final int ALL = 25;
  private static final int SKIPPED_WITHOUT_TRUST = 19;

  @TempDir
  private Path directory;

  private final Terminal terminal = new Terminal();

  @Test
  void passesAnEndpointThatServes() throws Exception {
    try (FakeAppliance appliance = new FakeAppliance(CERTIFICATE, Fault.NONE)) {
      int code = fully(appliance);
      assertThat(terminal.checks("failed")).isEmpty();
      assertThat(terminal.checks("passed")).hasSize(ALL);
      assertThat(code).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "HEALTH_NEEDS_PASSWORD, health-open SEC-02",
    "NEVER_READY, ready INFER-05",
    "OPEN_TO_ALL, no-credentials SEC-02",
    "NO_BEARER_CHALLENGE, no-credentials SEC-02",
    "ANY_PASSWORD_WILL_DO, wrong-credentials SEC-02",
    "BEARER_REFUSED, bearer-accepted SEC-02",
    "NO_CORS_ON_REFUSALS, cors-headers SEC-04",
    "PREFLIGHT_NEEDS_PASSWORD, cors-preflight SEC-05",
    "PREFLIGHT_WITHOUT_CORS, cors-preflight SEC-05",
    "MANAGEMENT_OPEN, management-hidden INFER-08",
    "NO_USAGE, chat-completion INFER-01",
    "CHAT_FAILS, chat-completion INFER-01",
    "ONE_BURST, chat-streaming INFER-02",
    "CUT_BEFORE_DONE, chat-streaming INFER-02",
    "NO_FINISH_REASON, chat-streaming INFER-02",
    "NO_USAGE_IN_STREAM, chat-streaming INFER-02",
    "NO_TOOLS, tool-call INFER-01",
    "TOOL_ARGUMENTS_BROKEN, tool-call INFER-01",
    "NOTHING_AFTER_THE_TOOL, tool-call INFER-01",
    "ABORTED_ANSWERS_GO_ON, cancellation SEC-08",
    "ABORTED_ANSWERS_GO_ON_BEHIND_EMPTY_CHUNKS, cancellation SEC-08",
    "ERRORS_ARE_PAGES, error-shape INFER-01",
    "OVERFLOW_BREAKS_IT, context-overflow INFER-06",
    "OVERFLOW_UNCLEAR, context-overflow INFER-06",
    "METRICS_OPEN, metrics MON-01",
    "METRICS_HIDDEN, metrics MON-01",
    "METRICS_ARE_A_PAGE, metrics MON-01",
    "NO_REDIRECT, http-redirect SEC-09",
    "REDIRECT_ELSEWHERE, http-redirect SEC-09",
    "REDIRECT_TO_443, http-redirect SEC-09",
    "OLD_TLS, tls-weak-refused SEC-01",
    "WEAK_SUITES, tls-weak-refused SEC-01"
  })
  void namesTheOneRequirementThatIsBroken(Fault fault, String check) throws Exception {
    try (FakeAppliance appliance = new FakeAppliance(CERTIFICATE, fault)) {
      int code = fully(appliance);
      assertThat(terminal.checks("failed"))
          // A page instead of an error has no word of the context either.
          .containsExactlyElementsOf(
              fault == Fault.ERRORS_ARE_PAGES
                  ? List.of(check, "context-overflow INFER-06")
                  : List.of(check));
      assertThat(terminal.out() + terminal.err())
          .doesNotContain(FakeAppliance.PASSWORD, FakeAppliance.BASIC);
      assertThat(code).isEqualTo(1);
    }
  }

  @Test
  void failsAllThatNeedsTheModelWhenThereIsNone() throws Exception {
    try (FakeAppliance appliance = new FakeAppliance(CERTIFICATE, Fault.NO_MODEL)) {
      terminal.run("check", appliance.endpoint(), "--ca", ca(CERTIFICATE), "--json");
      assertThat(terminal.checks("failed"))
          .containsExactly(
              "model-list INFER-01",
              "chat-completion INFER-01",
              "chat-streaming INFER-02",
              "tool-call INFER-01",
              "cancellation SEC-08",
              "context-overflow INFER-06");
    }
  }

  @Test
  void failsWhenTheWantedModelIsNotListed() throws Exception {
    try (FakeAppliance appliance = new FakeAppliance(CERTIFICATE, Fault.NONE)) {
      terminal.run(
          "check", appliance.endpoint(), "--ca", ca(CERTIFICATE), "--json", "--model", "other");
      assertThat(terminal.checks("failed")).containsExactly("model-list INFER-01");
    }
  }

  @Test
  void failsAllThatNeedsBasicWhenItIsRefused() throws Exception {
    try (FakeAppliance appliance = new FakeAppliance(CERTIFICATE, Fault.BASIC_REFUSED)) {
      terminal.run("check", appliance.endpoint(), "--ca", ca(CERTIFICATE), "--json");
      assertThat(terminal.checks("failed")).containsExactly("basic-accepted SEC-02");
      assertThat(terminal.checks("skipped")).contains("chat-completion INFER-01");
      assertThat(terminal.checks("passed")).contains("bearer-accepted SEC-02");
    }
  }

  @Test
  void sendsNoPasswordToAServerThatIsNotTrusted() throws Exception {
    try (FakeAppliance appliance = new FakeAppliance(CERTIFICATE, Fault.NONE)) {
      int code = terminal.run("check", appliance.endpoint(), "--json");
      assertThat(terminal.checks("failed")).containsExactly("tls-chain SEC-01");
      assertThat(terminal.checks("skipped")).hasSize(SKIPPED_WITHOUT_TRUST);
      assertThat(code).isEqualTo(1);
    }
  }

  @Test
  void acceptsAnyCertificateWhenToldTo() throws Exception {
    TestCertificate bad = TestCertificate.forName("elsewhere.example", Duration.ofDays(-1));
    try (FakeAppliance appliance = new FakeAppliance(bad, Fault.NONE)) {
      int code = terminal.run("check", appliance.endpoint(), "--insecure");
      assertThat(terminal.out())
          .contains("accepted because of --insecure: self-signed, not trusted")
          .contains("accepted because of --insecure: expired")
          .contains("accepted because of --insecure: not for localhost");
      assertThat(code).isZero();
    }
  }

  @Test
  void namesAnExpiredCertificate() throws Exception {
    TestCertificate expired = TestCertificate.forName("localhost", Duration.ofDays(-1));
    try (FakeAppliance appliance = new FakeAppliance(expired, Fault.NONE)) {
      terminal.run("check", appliance.endpoint(), "--ca", ca(expired), "--json");
      assertThat(terminal.checks("failed")).containsExactly("tls-expiry SEC-01");
    }
  }

  @Test
  void namesACertificateForAnotherHost() throws Exception {
    TestCertificate other = TestCertificate.forName("elsewhere.example", Duration.ofDays(9));
    try (FakeAppliance appliance = new FakeAppliance(other, Fault.NONE)) {
      terminal.run("check", appliance.endpoint(), "--ca", ca(other), "--json");
      assertThat(terminal.checks("failed")).containsExactly("tls-name SEC-01");
    }
  }

  @Test
  void saysThatThereIsNoTls() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      Thread closing = new Thread(() -> {
        try {
          while (true) {
            plain.accept().close();
          }
        } catch (java.io.IOException closed) {
          return;
        }
      });
      closing.setDaemon(true);
      closing.start();
      int code = terminal.run("check", "localhost:" + plain.getLocalPort(), "--json");
      assertThat(terminal.checks("failed")).containsExactly("tls-version SEC-01");
      assertThat(terminal.checks("passed")).containsExactly("dns SEC-06", "tcp-connect SEC-01");
      assertThat(code).isEqualTo(1);
    }
  }

  @Test
  void endsWith3WhenNobodyAnswers() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    int code = terminal.run("check", "localhost:" + port, "--json");
    assertThat(terminal.checks("failed")).containsExactly("tcp-connect SEC-01");
    assertThat(terminal.checks("skipped")).hasSize(ALL - 2);
    assertThat(code).isEqualTo(3);
  }

  @Test
  void waitsUntilTheModelIsLoaded() throws Exception {
    try (FakeAppliance appliance = new FakeAppliance(CERTIFICATE, Fault.READY_LATER)) {
      int code = terminal.run(
          "check", appliance.endpoint(), "--ca", ca(CERTIFICATE), "--json", "--wait", "60s");
      assertThat(terminal.err()).contains("/readyz answers 503").contains("ready");
      assertThat(terminal.checks("failed")).isEmpty();
      assertThat(code).isZero();
    }
  }

  @Test
  void givesUpWaitingAndSaysWhatItSaw() throws Exception {
    try (FakeAppliance appliance = new FakeAppliance(CERTIFICATE, Fault.NEVER_READY)) {
      int code = terminal.run(
          "check", appliance.endpoint(), "--ca", ca(CERTIFICATE), "--json", "--wait", "1s");
      assertThat(terminal.checks("failed")).containsExactly("ready INFER-05");
      assertThat(code).isEqualTo(1);
    }
  }

  @Test
  void alignsItsTableAndSaysWhatToDo() throws Exception {
    try (FakeAppliance appliance = new FakeAppliance(CERTIFICATE, Fault.NEVER_READY)) {
      terminal.run("check", appliance.endpoint(), "--ca", ca(CERTIFICATE));
    }
    String[] lines = terminal.out().split("\\R");
    int column = lines[0].indexOf("RESULT");
    for (String line : lines) {
      if (line.contains(" ms  ")) {
        assertThat(line.substring(column))
            .startsWithIgnoringCase(line.contains("ready  ") ? "failed" : "passed");
      }
    }
    assertThat(terminal.out())
        .contains("what to do: Loading 14 GB takes minutes")
        .contains(ALL + " checks: " + (ALL - 2) + " passed, 1 failed, 1 skipped")
        .doesNotContain("\u001b");
  }

  @Test
  void coloursOnlyOnATerminal() throws Exception {
    terminal.colour = true;
    try (FakeAppliance appliance = new FakeAppliance(CERTIFICATE, Fault.NEVER_READY)) {
      terminal.run("check", appliance.endpoint(), "--ca", ca(CERTIFICATE));
    }
    assertThat(terminal.out()).contains("\u001b[31mfailed").contains("\u001b[32mpassed");
  }

  @Test
  void takesThePasswordFromAFileOrFromAPerson() throws Exception {
    Path file = Files.writeString(directory.resolve("password"), FakeAppliance.PASSWORD + "\n");
    try (FakeAppliance appliance = new FakeAppliance(CERTIFICATE, Fault.NONE)) {
      terminal.environment = Map.of("SLM_COPILOT_PASSWORD", "not this one");
      assertThat(terminal.run(
              "check", appliance.endpoint(), "--insecure", "--password-file", file.toString()))
          .isZero();
      Terminal typing = new Terminal();
      typing.environment = Map.of();
      typing.typed = Optional.of(FakeAppliance.PASSWORD);
      assertThat(typing.run("check", appliance.endpoint(), "--insecure")).isZero();
    }
  }

  @Test
  void endsWith3WhenTheNameDoesNotResolve() throws Exception {
    int code = terminal.run("check", "no-such-host.invalid", "--json");
    assertThat(terminal.checks("failed")).containsExactly("dns SEC-06");
    assertThat(code).isEqualTo(3);
  }

  @Test
  void leavesOutWhatItWasNotToldAndDoesNotFailForIt() throws Exception {
    try (FakeAppliance appliance = new FakeAppliance(CERTIFICATE, Fault.NO_TOOLS)) {
      int code = terminal.run("check", appliance.endpoint(), "--ca", ca(CERTIFICATE), "--json");
      assertThat(terminal.checks("skipped"))
          .containsExactly("http-redirect SEC-09", "tool-call INFER-01");
      assertThat(code).isZero();
    }
  }

  @Test
  void aForwardedPortIsNotTheOneThatPlainHttpLeadsTo() throws Exception {
    try (FakeAppliance appliance = new FakeAppliance(CERTIFICATE, Fault.NONE)) {
      terminal.run(
          "check",
          appliance.endpoint(),
          "--ca",
          ca(CERTIFICATE),
          "--http-port",
          appliance.plainPort(),
          "--redirect-port",
          "443",
          "--json");
    }
    assertThat(terminal.checks("failed")).containsExactly("http-redirect SEC-09");
    assertThat(terminal.out()).contains("instead of https at port 443");

    Terminal other = new Terminal();
    try (FakeAppliance appliance = new FakeAppliance(CERTIFICATE, Fault.REDIRECT_TO_443)) {
      other.run(
          "check",
          appliance.endpoint(),
          "--ca",
          ca(CERTIFICATE),
          "--http-port",
          appliance.plainPort(),
          "--redirect-port",
          "443",
          "--json");
    }
    assertThat(other.checks("failed")).isEmpty();
  }

  @Test
  void writesWhatJenkinsReads() throws Exception {
    Path file = directory.resolve("junit.xml");
    try (FakeAppliance appliance = new FakeAppliance(CERTIFICATE, Fault.NEVER_READY)) {
      int code = terminal.run(
          "check", appliance.endpoint(), "--ca", ca(CERTIFICATE), "--junit", file.toString());
      assertThat(code).isEqualTo(1);
    }
    assertThat(terminal.out()).contains("what to do: Loading 14 GB takes minutes");
    assertThat(Files.readString(file))
        .contains("tests=\"" + ALL + "\" failures=\"1\" errors=\"0\" skipped=\"1\"")
        .contains("<failure type=\"INFER-05\" message=\"/readyz answered 503");
  }

  private int fully(FakeAppliance appliance) throws Exception {
    return terminal.run(
        "check",
        appliance.endpoint(),
        "--ca",
        ca(CERTIFICATE),
        "--http-port",
        appliance.plainPort(),
        "--require-tools",
        "--json");
  }

  private String ca(TestCertificate certificate) throws Exception {
    return certificate.writeTo(directory.resolve("ca.pem")).toString();
  }
}
