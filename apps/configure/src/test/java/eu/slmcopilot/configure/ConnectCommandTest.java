package eu.slmcopilot.configure;

import static org.assertj.core.api.Assertions.assertThat;

import eu.slmcopilot.configure.GatewayProbe.Sighting;
import eu.slmcopilot.report.Client;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** [ONE-05] [IDE-01] [IDE-02] Guides on the appliance and, from its report, elsewhere. */
class ConnectCommandTest {
  @TempDir
  Path root;

  private Bench bench;

  @BeforeEach
  void configuredOnce() throws Exception {
    bench = new Bench(root.resolve("appliance"));
    bench.configure("ONEAPP_COPILOT_PASSWORD='correct-horse'");
    bench.gateway(() -> new Sighting(true, true, TestChain.signedByPrivateCa(bench.layout())));
  }

  @ParameterizedTest
  @EnumSource
  void everyClientHasAGuideWithThisAppliancesValues(Client client) throws Exception {
    Bench.Outcome outcome = bench.run("connect", client.id());
    assertThat(outcome.code()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .contains("https://192.0.2.7/v1", "correct-horse", "devstral-small-2")
        .contains(bench.layout().caCertificate().toString());
    assertThat(bench.log()).doesNotContain("correct-horse");
    assertThat(bench.run("connect", "--list").out())
        .containsPattern("(?m)^" + client.id() + " +[^ ]");
  }

  @Test
  void aReportFromElsewhereGivesTheSameGuideOnAMachineWithoutAnAppliance() throws Exception {
    Path report = Files.writeString(
        root.resolve("report.json"), bench.run("report", "--format", "json").out());
    Bench elsewhere = new Bench(root.resolve("elsewhere"));
    assertThat(elsewhere.run("connect", "zed", "--report", report.toString()))
        .returns(0, Bench.Outcome::code)
        .returns(true, outcome -> outcome.out().contains("http://192.0.2.7/ca.pem"))
        .returns(
            bench.run("connect", "zed", "--ca", "/etc/ssl/slm-copilot-ca.pem").out(),
            Bench.Outcome::out);
    assertThat(root.resolve("elsewhere")).as("nothing was written").doesNotExist();
  }

  @Test
  void programsAreGivenTheCaWhereItIs() throws Exception {
    String here = bench.layout().caCertificate().toString();
    assertThat(bench.run("connect", "node").out())
        .as("a copilot below a root of its own is on the client's machine")
        .contains("NODE_EXTRA_CA_CERTS=" + here);
    assertThat(bench.run("connect", "node", "--ca", "/home/ann/ca.pem").out())
        .contains("NODE_EXTRA_CA_CERTS=/home/ann/ca.pem");
    assertThat(
            bench.run("connect", "continue", "--ca", "C:\\Users\\ann\\ca.pem").out())
        .contains("caBundlePath: \"C:\\\\Users\\\\ann\\\\ca.pem\"");
    assertThat(bench.run("connect", "node", "--ca", "ca.pem").out())
        .as("a path that is right from every directory")
        .contains("NODE_EXTRA_CA_CERTS=" + Path.of("ca.pem").toAbsolutePath());
    Path report = Files.writeString(
        root.resolve("report.json"), bench.run("report", "--format", "json").out());
    assertThat(bench.run("connect", "node", "--report", report.toString()).out())
        .contains("NODE_EXTRA_CA_CERTS=/etc/ssl/slm-copilot-ca.pem");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "connect",
        "connect emacs",
        "connect cline --list",
        "connect zed --write",
        "connect cline --replace"
      })
  void wrongUsageEndsWithTwo(String arguments) {
    assertThat(bench.run(arguments.split(" ")).code()).isEqualTo(2);
  }

  @Test
  void whatIsNoReportIsRefusedWithTheCommandThatMakesOne() throws Exception {
    Path status = Files.writeString(
        root.resolve("status.json"), bench.run("status", "--json").out());
    for (String file : new String[] {status.toString(), root.resolve("absent").toString()}) {
      assertThat(bench.run("connect", "cline", "--report", file))
          .returns(1, Bench.Outcome::code)
          .returns("", Bench.Outcome::out)
          .returns(true, outcome -> outcome.err().contains(file))
          .returns(true, outcome -> outcome.err().contains("slm-copilot report --format json"));
    }
  }

  @Test
  void beforeTheFirstConfigureItSaysWhatToDo() {
    assertThat(new Bench(root.resolve("new")).run("connect", "curl"))
        .returns(1, Bench.Outcome::code)
        .returns(true, outcome -> outcome.err().contains("slm-copilot configure"));
  }
}
