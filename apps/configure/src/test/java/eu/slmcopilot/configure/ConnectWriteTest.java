package eu.slmcopilot.configure;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** [ONE-05] {@code connect --write} in a home where other providers live already. */
class ConnectWriteTest {
  private static final String OTHERS =
      "{\"version\":1,\"providers\":{\"anthropic\":{\"settings\":{\"apiKey\":\"sk-others\"}}}}";

  @TempDir
  Path directory;

  private Bench bench;
  private Path home;
  private Path cline;

  @BeforeEach
  void aHomeAndAnAppliance() throws Exception {
    home = Files.createDirectory(directory.resolve("home"));
    cline = home.resolve(".cline/data/settings/providers.json");
    bench = new Bench(directory.resolve("appliance"));
    bench.environment("HOME", home.toString());
    bench.configure("ONEAPP_COPILOT_PASSWORD='correct-horse'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cline", "cline-cli", "opencode"})
  void aNewFileIsForItsOwnerAlone(String client) throws Exception {
    Bench.Outcome outcome = bench.run("connect", client, "--write");
    Path file = client.equals("opencode") ? home.resolve(".config/opencode/opencode.json") : cline;
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("written " + file);
    assertThat(outcome.out() + outcome.err() + bench.log()).doesNotContain("correct-horse");
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(fromString("rw-------"));
    assertThat(Files.getPosixFilePermissions(file.getParent())).isEqualTo(fromString("rwx------"));
    assertThat(json(file).findValuesAsText("apiKey")).containsExactly("correct-horse");
    assertThat(beside(file)).containsExactly(file);
  }

  @Test
  void othersStayAndACopyOfTheOldFileIsKeptForItsOwnerAlone() throws Exception {
    existing(OTHERS);
    Bench.Outcome outcome = bench.run("connect", "cline", "--write");
    Path copy = cline.resolveSibling("providers.json.bak-20261123T040506Z");
    assertThat(outcome.out()).contains("kept " + copy, "written " + cline);
    assertThat(copy).hasContent(OTHERS);
    assertThat(Files.getPosixFilePermissions(copy)).isEqualTo(fromString("rw-------"));
    assertThat(Files.getPosixFilePermissions(cline)).isEqualTo(fromString("rw-------"));
    assertThat(json(cline).at("/providers/anthropic/settings/apiKey").asText())
        .isEqualTo("sk-others");
    assertThat(json(cline).at("/providers/openai-compatible/settings/apiKey").asText())
        .isEqualTo("correct-horse");
  }

  @Test
  void twiceIsOnceAndNoCopyIsOverwritten() throws Exception {
    existing(OTHERS);
    bench.run("connect", "cline", "--write");
    String once = Files.readString(cline);
    assertThat(bench.run("connect", "cline", "--write").out()).contains("unchanged " + cline);
    assertThat(beside(cline)).hasSize(2);
    bench.configure("ONEAPP_COPILOT_PASSWORD='another-horse'");
    assertThat(bench.run("connect", "cline", "--write").out()).contains("written " + cline);
    assertThat(cline.resolveSibling("providers.json.bak-20261123T040506Z")).hasContent(OTHERS);
    assertThat(Files.readString(cline.resolveSibling("providers.json.bak-20261123T040506Z-2")))
        .isEqualTo(once);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"apiKey\": sk-others}", "{\"version\": 7}", "[]", "{\"a\":\"\u0000"})
  void anInvalidFileIsLeftAsItIsWithTheReason(String invalid) throws Exception {
    existing(invalid);
    Bench.Outcome outcome = bench.run("connect", "cline", "--write");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err())
        .contains(cline + " was left as it is: it ")
        .doesNotContain("sk-others", "correct-horse");
    assertThat(outcome.out()).isEmpty();
    assertThat(cline).hasContent(invalid);
    assertThat(beside(cline)).containsExactly(cline);
  }

  @Test
  void aFileThatIsNoUtf8IsLeftAsItIs() throws Exception {
    existing("");
    byte[] latin = "{\"a\":\"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(cline, latin);
    assertThat(bench.run("connect", "cline", "--write"))
        .returns(1, Bench.Outcome::code)
        .returns(true, outcome -> outcome.err().contains("UTF-8"));
    assertThat(cline).hasBinaryContent(latin);
  }

  @Test
  void anotherServersEntryIsReplacedOnlyWhenAsked() throws Exception {
    existing(
        "{\"providers\":{\"openai-compatible\":{\"settings\":{\"baseUrl\":\"https://other.example/v1\"}}}}");
    assertThat(bench.run("connect", "cline", "--write"))
        .returns(1, Bench.Outcome::code)
        .returns(true, outcome -> outcome.err().contains("other.example"));
    assertThat(bench.run("connect", "cline", "--write", "--replace").code()).isZero();
    assertThat(json(cline).findValuesAsText("baseUrl")).containsExactly("https://192.0.2.7/v1");
  }

  @Test
  void aLinkIntoACollectionOfSettingsStaysOne() throws Exception {
    existing(OTHERS);
    Path real = Files.move(cline, directory.resolve("dotfiles.json"));
    Files.createSymbolicLink(cline, real);
    assertThat(bench.run("connect", "cline", "--write").code()).isZero();
    assertThat(cline).isSymbolicLink();
    assertThat(json(real).at("/providers/openai-compatible").isObject()).isTrue();
  }

  @Test
  void rootDoesNotWriteIntoTheHomeOfSomebodyElse() throws Exception {
    var users = home.getFileSystem().getUserPrincipalLookupService();
    assumeTrue(Files.getOwner(home).getName().equals("root"));
    Files.setOwner(home, users.lookupPrincipalByName("nobody"));
    assertThat(bench.run("connect", "cline", "--write"))
        .returns(1, Bench.Outcome::code)
        .returns(true, outcome -> outcome.err().contains("run this as nobody"));
    assertThat(cline).doesNotExist();
  }

  @Test
  void withoutAHomeItSaysSo() {
    bench.environment("HOME", "");
    assertThat(bench.run("connect", "cline", "--write"))
        .returns(1, Bench.Outcome::code)
        .returns(true, outcome -> outcome.err().contains("HOME"));
  }

  private void existing(String text) throws Exception {
    Files.createDirectories(cline.getParent());
    Files.writeString(cline, text);
  }

  private static List<Path> beside(Path file) throws Exception {
    try (Stream<Path> files = Files.list(file.getParent())) {
      return files.toList();
    }
  }

  private static JsonNode json(Path file) throws Exception {
    return new ObjectMapper().readTree(file.toFile());
  }
}
