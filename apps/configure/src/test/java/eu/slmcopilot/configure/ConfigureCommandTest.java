package eu.slmcopilot.configure;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;

import eu.slmcopilot.appliance.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** [ONE-01] [ONE-03] [ONE-07] [SEC-03] What configure writes, says and leaves alone. */
class ConfigureCommandTest {
  @TempDir
  Path root;

  private Bench bench;

  @BeforeEach
  void setUp() {
    bench = new Bench(root);
  }

  @Test
  void anEmptyContextGivesDefaultsAndAPasswordOfSixteenAlphanumerics() throws Exception {
    assertThat(bench.configure("# nothing").code()).isZero();
    assertThat(bench.password()).matches("[A-Za-z0-9]{16}");
    Settings settings = Settings.read(bench.layout().settings());
    assertThat(settings.listen()).isEqualTo(new Settings.Listen("::", 443, 80));
    assertThat(settings.engine().model()).isEqualTo("devstral-small-2");
    assertThat(settings.engine().upstream()).hasToString("http://127.0.0.1:8080");
  }

  @Test
  void theSecondRunChangesNothingAndSaysSo() throws Exception {
    bench.configure("ONEAPP_COPILOT_RATE_LIMIT='90'");
    var before = bench.tree();
    Bench.Outcome second = bench.run("configure");
    assertThat(second.code()).isZero();
    assertThat(second.out().lines()).isNotEmpty().allMatch(line -> line.startsWith("unchanged "));
    assertThat(bench.tree()).isEqualTo(before);
  }

  @Test
  void filesHaveTheirModesEvenAfterSomebodyChangedThem() throws Exception {
    bench.configure("");
    Files.setPosixFilePermissions(bench.layout().password(), fromString("rw-r--r--"));
    assertThat(bench.run("configure").out())
        .contains("written " + bench.layout().password());
    assertMode(bench.layout().password(), "rw-------");
    assertMode(bench.layout().generatedPassword(), "rw-------");
    assertMode(bench.layout().settings(), "rw-r-----");
    assertMode(bench.layout().log(), "rw-r-----");
    assertMode(bench.layout().state(), "rwx------");
  }

  @Test
  void aPasswordOfTheContextCountsAndTheMadeOneComesBack() throws Exception {
    bench.configure("");
    String made = bench.password();
    bench.configure("ONEAPP_COPILOT_PASSWORD='correct-horse'");
    assertThat(bench.password()).isEqualTo("correct-horse");
    bench.configure("ONEAPP_COPILOT_PASSWORD=''");
    assertThat(bench.password()).isEqualTo(made);
  }

  /** [SEC-01] */
  @Test
  void theOwnersCertificateIsKeptForTheServiceAloneOrRefusedWithTheReason() throws Exception {
    TestPem good = TestPem.forName(root.resolve("a"), "copilot.example.eu");
    TestPem other = TestPem.forName(root.resolve("b"), "copilot.example.eu");
    String domain = "ONEAPP_COPILOT_DOMAIN='copilot.example.eu'";
    String chain = "ONEAPP_COPILOT_TLS_CERT='" + good.certificate() + "'";
    assertThat(bench
            .configure(domain, chain, "ONEAPP_COPILOT_TLS_KEY='" + good.key() + "'")
            .code())
        .isZero();
    assertMode(bench.layout().ownKey(), "rw-------");
    assertMode(bench.layout().ownCertificate(), "rw-------");
    assertThat(bench.settings()).doesNotContain("BEGIN");
    Bench.Outcome mixed =
        bench.configure(domain, chain, "ONEAPP_COPILOT_TLS_KEY='" + other.key() + "'");
    assertThat(mixed.code()).isEqualTo(1);
    assertThat(mixed.err())
        .contains("ONEAPP_COPILOT_TLS_CERT", "does not belong to the certificate")
        .doesNotContain(other.key());
    Bench.Outcome renamed = bench.configure(
        "ONEAPP_COPILOT_DOMAIN='other.example.eu'",
        chain,
        "ONEAPP_COPILOT_TLS_KEY='" + good.key() + "'");
    assertThat(renamed.err()).contains("it is for copilot.example.eu, not for other.example.eu");
    assertThat(Files.readString(bench.layout().ownKey())).startsWith("-----BEGIN PRIVATE KEY");
    bench.configure(domain);
    assertThat(bench.layout().ownKey()).doesNotExist();
  }

  @Test
  void nothingIsWrittenWhileAnythingIsWrongAndAllOfItIsSaid() throws Exception {
    bench.configure("ONEAPP_COPILOT_PASSWORD='correct-horse'");
    var before = bench.tree();
    Bench.Outcome outcome = bench.configure(
        "ONEAPP_COPILOT_PASSWORD='short'",
        "ONEAPP_COPILOT_CONTEXT_SIZE='many'",
        "ONEAPP_COPILOT_DOMAIN='not a name'",
        "ONEAPP_COPILOT_RATE_LIMIT='5'");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err())
        .contains("error: ONEAPP_COPILOT_PASSWORD: the value is shorter than 6")
        .contains("error: ONEAPP_COPILOT_CONTEXT_SIZE: \"many\"")
        .contains("error: ONEAPP_COPILOT_DOMAIN: \"not a name\"")
        .contains("Nothing was written")
        .doesNotContain("short'");
    assertThat(bench.tree()).isEqualTo(before);
  }

  @Test
  void aContextThatIsNoContextIsRefusedWithTheLine() throws Exception {
    Bench.Outcome outcome = bench.configure("A='x'", "ONEAPP_COPILOT_PASSWORD='geheimgeheim");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).contains("Line 2, ONEAPP_COPILOT_PASSWORD");
    assertThat(outcome.err() + bench.log()).doesNotContain("geheim");
  }

  @Test
  void aDryRunSaysWhatItWouldDoAndLeavesNoTrace() throws Exception {
    bench.environment("ONEAPP_COPILOT_PASSWORD", "correct-horse");
    Bench.Outcome outcome = bench.run("configure", "--dry-run");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .contains("would write " + bench.layout().settings())
        .contains("would reload slm-copilot-gateway.service")
        .doesNotContain("correct-horse");
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void theDeliveredContextCountsBeforeTheEnvironmentUnlessToldOtherwise() throws Exception {
    bench.environment("ONEAPP_COPILOT_CONTEXT_SIZE", "4096");
    bench.configure("ONEAPP_COPILOT_CONTEXT_SIZE='8192'");
    assertThat(Settings.read(bench.layout().settings()).engine().contextSize()).isEqualTo(8192);
    bench.run("configure", "--environment");
    assertThat(Settings.read(bench.layout().settings()).engine().contextSize()).isEqualTo(4096);
    Path other = Files.writeString(root.resolve("other"), "ONEAPP_COPILOT_CONTEXT_SIZE=2048\n");
    bench.run("configure", "--context", other.toString());
    assertThat(Settings.read(bench.layout().settings()).engine().contextSize()).isEqualTo(2048);
    Files.delete(bench.layout().context());
    bench.run("configure");
    assertThat(Settings.read(bench.layout().settings()).engine().contextSize()).isEqualTo(4096);
  }

  @Test
  void aMissingContextFileIsAFailureAndTwoSourcesAreWrongUsage() {
    assertThat(bench.run("configure", "--context", root + "/none"))
        .returns(1, Bench.Outcome::code)
        .returns(true, outcome -> outcome.err().contains("/none"));
    assertThat(bench.run("configure", "--context", "x", "--environment").code()).isEqualTo(2);
    assertThat(bench.run("configure", "--nonsense").code()).isEqualTo(2);
    for (String wrong : List.of(
        "--https-port=0", "--http-port=65536", "--http-port=443", "--upstream=127.0.0.1:8080")) {
      assertThat(bench.run("configure", "--environment", wrong))
          .as(wrong)
          .returns(2, Bench.Outcome::code)
          .returns(true, outcome -> outcome.err().contains(wrong.substring(0, wrong.indexOf('='))));
    }
    assertThat(bench.layout().settings()).doesNotExist();
  }

  @Test
  void aLaptopChoosesPortsEngineAndModel() {
    bench.run(
        "configure",
        "--environment",
        "--listen",
        "127.0.0.1",
        "--https-port",
        "8443",
        "--http-port",
        "8081",
        "--upstream",
        "http://127.0.0.1:9999",
        "--model",
        "tiny");
    Settings settings = Settings.read(bench.layout().settings());
    assertThat(settings.listen()).isEqualTo(new Settings.Listen("127.0.0.1", 8443, 8081));
    assertThat(settings.engine().upstream()).hasToString("http://127.0.0.1:9999");
    assertThat(settings.engine().model()).isEqualTo("tiny");
  }

  @Test
  void secretsLieInFilesOfTheirOwnAndGoWhenTheContextDropsThem() throws Exception {
    bench.configure("ONEAPP_COPILOT_ACME_EAB_KID='kid'", "ONEAPP_COPILOT_ACME_EAB_HMAC='c2VjcmV0'");
    assertThat(bench.layout().acmeEabHmac()).hasContent("c2VjcmV0");
    assertMode(bench.layout().acmeEabHmac(), "rw-------");
    assertThat(bench.settings()).contains("kid").doesNotContain("c2VjcmV0");
    assertThat(bench.configure("").out()).contains("removed " + bench.layout().acmeEabHmac());
    assertThat(bench.layout().acmeEabHmac()).doesNotExist();
  }

  @Test
  void theLogHasOneLineForEachEventWithTimeStageAndLevel() throws Exception {
    bench.configure("ONEAPP_COPILOT_PASSWORD='secret'");
    bench.configure("ONEAPP_COPILOT_THREADS='many'");
    assertThat(bench.log().lines())
        .hasSizeGreaterThan(4)
        .allMatch(line ->
            line.matches("2026-11-23T05:05:06\\.789\\+01:00 configure (INFO|WARN|ERROR) \\S.*"))
        .anyMatch(line -> line.contains("WARN ONEAPP_COPILOT_PASSWORD"))
        .anyMatch(line -> line.contains("ERROR ONEAPP_COPILOT_THREADS"))
        .anyMatch(line -> line.contains("INFO written"));
  }

  @Test
  void aFailureIsExplainedAndLoggedWithoutATrace() throws Exception {
    Files.createDirectories(bench.layout().settings());
    Bench.Outcome outcome = bench.run("configure", "--environment");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).contains("settings.json").doesNotContain("\tat ");
    assertThat(bench.log()).contains("configure ERROR a file failed");
  }

  @Test
  void noCommandPutsAPasswordIntoLogOrOutputButShow() throws Exception {
    String asked = "Tr0ub4dor-and-3";
    StringBuilder said = new StringBuilder();
    Files.createDirectories(bench.layout().context().getParent());
    Files.writeString(bench.layout().context(), "ONEAPP_COPILOT_PASSWORD='" + asked + "'\n");
    for (String[] command : new String[][] {
      {"configure"},
      {"configure", "--dry-run"},
      {"password", "rotate"},
      {"variables"},
      {"configure"}
    }) {
      Bench.Outcome outcome = bench.run(command);
      said.append(outcome.out()).append(outcome.err());
    }
    bench.configure("");
    String made = bench.password();
    bench.run("password", "rotate");
    assertThat(bench.run("password", "show").out()).contains(bench.password());
    assertThat(said + bench.log()).doesNotContain(asked, made, bench.password());
  }

  private static void assertMode(Path path, String mode) throws IOException {
    assertThat(Files.getPosixFilePermissions(path)).isEqualTo(fromString(mode));
  }
}
