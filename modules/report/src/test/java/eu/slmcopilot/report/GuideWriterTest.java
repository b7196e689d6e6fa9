package eu.slmcopilot.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser.Feature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import eu.slmcopilot.report.ClientTrust.Origin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** [ONE-05] [IDE-01] [IDE-02] The guides: right values, which a real parser reads back whatever they are. */
class GuideWriterTest {
  private static final ObjectMapper JSON = new ObjectMapper()
      .enable(Feature.STRICT_DUPLICATE_DETECTION)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final String CA = "/home/o'brien/my \"own\" $CA\\ca.pem";
  private static final ClientTrust TRUST = new ClientTrust(CA, Origin.FETCHED);

  @TempDir
  Path directory;

  @ParameterizedTest
  @EnumSource
  void everyGuideIsWholeAndNamesTheEndpointAndTheModel(Client client) {
    String text = Guide.of(Reports.ready("s3cret-enough"), client, TRUST).text();
    assertThat(text)
        .doesNotContain("{{", "{%", "\n\n\n", "\t")
        .startsWith("# ")
        .endsWith("\n")
        .contains("https://copilot.example.org/v1", "devstral-small-2", "s3cret-enough")
        .contains("## When it does not work", Reports.CA_FINGERPRINT)
        .contains("curl -fsS -o ca.pem http://copilot.example.org/ca.pem");
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"JETBRAINS", "CURL", "PYTHON", "NODE", "CLINE_CLI"})
  void whoeverCanBeToldTheWindowAndTheLongestAnswerIs(Client client) {
    Guide guide = Guide.of(Reports.ready("s3cret-enough"), client, TRUST);
    String blocks = String.join("", guide.blocks("json"))
        + String.join("", guide.blocks("yaml"))
        + String.join("", guide.blocks("text"))
        + String.join("", guide.blocks("sh"));
    assertThat(blocks)
        .containsPattern("32768|" + (32768 - 8192))
        .containsPattern("(?i)[^\\n]*(output|max)[^\\n]*8192");
  }

  @ParameterizedTest
  @EnumSource
  void jsonAndYamlHoldEveryPasswordExactly(Client client) throws Exception {
    for (String password : NastyPasswords.all()) {
      Guide guide = Guide.of(Reports.ready(password), client, TRUST);
      for (String block : guide.blocks("json")) {
        List<String> texts = texts(JSON.readTree(block), new ArrayList<>());
        if (block.contains("apiKey")) {
          assertThat(texts).contains(password);
        }
      }
      for (String block : guide.blocks("yaml")) {
        assertThat(yaml(block).toString()).contains(password);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void shellBlocksHandOverEveryPasswordExactly(Client client) {
    ShellRun shell = new ShellRun(directory);
    Guide plain = Guide.of(Reports.ready("s3cret-enough"), client, TRUST);
    boolean holdsIt = shell.seen(plain.blocks("sh")).toString().contains("s3cret-enough");
    for (String password : NastyPasswords.all().subList(0, 16)) {
      List<String> seen =
          shell.seen(Guide.of(Reports.ready(password), client, TRUST).blocks("sh"));
      if (holdsIt) {
        assertThat(seen).anyMatch(token -> token.endsWith("=" + password));
      }
    }
  }

  @Test
  void curlGetsThePasswordByStandardInputAndNotAsAnArgument() throws Exception {
    for (String password : NastyPasswords.all().subList(0, 16)) {
      List<String> seen = new ShellRun(directory)
          .seen(Guide.of(Reports.ready(password), Client.CURL, TRUST).blocks("sh"));
      assertThat(seen)
          .contains("stdin=Authorization: Bearer " + password)
          .contains("curl=--cacert", "curl=" + CA)
          .contains("curl=https://copilot.example.org/v1/chat/completions")
          .doesNotContain("curl=" + password);
      String chat =
          seen.stream().filter(token -> token.startsWith("curl={")).findFirst().orElseThrow();
      assertThat(JSON.readTree(chat.substring(5)).path("model").asText())
          .isEqualTo("devstral-small-2");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CLINE_CLI", "OPENCODE", "QWEN_CODE", "NODE"})
  void programsOnNodeAreGivenTheCaWhateverItsPath(Client client) {
    assertThat(new ShellRun(directory)
            .seen(Guide.of(Reports.ready("s3cret-enough"), client, TRUST).blocks("sh")))
        .contains("NODE_EXTRA_CA_CERTS=" + CA);
  }

  @ParameterizedTest
  @EnumSource(names = {"CLINE", "JETBRAINS", "OPENHANDS", "ZED"})
  void fieldsToEnterStandAsTheyAre(Client client) {
    for (String password : NastyPasswords.all()) {
      Guide guide = Guide.of(Reports.ready(password), client, TRUST);
      String name =
          Map.of(Client.JETBRAINS, "Key", Client.ZED, "API key").getOrDefault(client, "API Key");
      assertThat(guide.field(name)).isEqualTo(password);
    }
  }

  @Test
  void continueIsToldEverythingInItsFile() {
    Map<?, ?> file = yaml(Guide.of(Reports.ready("s3cret-enough"), Client.CONTINUE, TRUST)
        .blocks("yaml")
        .get(0));
    Map<?, ?> model = (Map<?, ?>) ((List<?>) file.get("models")).get(0);
    assertThat(file.get("schema")).isEqualTo("v1");
    assertThat(model.get("apiBase")).isEqualTo("https://copilot.example.org/v1");
    assertThat(model.get("apiKey")).isEqualTo("s3cret-enough");
    assertThat(model.get("defaultCompletionOptions"))
        .isEqualTo(Map.of("contextLength", 32768, "maxTokens", 8192));
    assertThat(model.get("requestOptions"))
        .isEqualTo(Map.of("timeout", 2000000, "caBundlePath", CA));
  }

  @Test
  void openCodeReplacesNothingInAPasswordThatLooksLikeItsPlaceholders() {
    String block = Guide.of(Reports.ready("{env:HOME}{file:/etc/passwd}"), Client.OPENCODE, TRUST)
        .blocks("json")
        .get(0);
    assertThat(block).doesNotContain("{env:", "{file:").contains("\\u007benv:HOME}");
  }

  @ParameterizedTest
  @EnumSource
  void whereClientsKnowTheAuthorityNobodyIsToldToTrustAnything(Client client) {
    Report issued =
        Reports.of("s3cret-enough", Report.Status.READY, Certificate.Kind.ISSUED, List.of());
    String blocks = allBlocks(Guide.of(issued, client, TRUST));
    assertThat(blocks)
        .doesNotContain(
            "CA_CERTS", "SSL_CERT_FILE", "--cacert", "caBundlePath", "cafile", "ca.pem");
    String asked =
        allBlocks(Guide.of(issued, client, new ClientTrust("/company.pem", Origin.NAMED)));
    assertThat(asked).as("the company's own").doesNotContain("openssl", "ca.pem");
    if (client != Client.JETBRAINS && client != Client.ZED) {
      assertThat(asked).contains("/company.pem");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aCertificateThatVouchesForItselfIsTakenOffTheWire(Client client) {
    Report own =
        Reports.of("s3cret-enough", Report.Status.READY, Certificate.Kind.SELF_SIGNED, List.of());
    assertThat(Guide.of(own, client, TRUST).text())
        .contains("openssl s_client -connect copilot.example.org:443", Reports.FINGERPRINT)
        .doesNotContain("http://copilot.example.org/ca.pem", Reports.CA_FINGERPRINT);
  }

  @ParameterizedTest
  @EnumSource
  void onTheMachineThatMadeTheCaNothingIsFetched(Client client) {
    Guide guide =
        Guide.of(Reports.ready("s3cret-enough"), client, new ClientTrust(CA, Origin.PRESENT));
    assertThat(guide.blocks("text").get(0)).isEqualTo(CA + "\n");
    assertThat(String.join("", guide.blocks("sh"))).doesNotContain("openssl", "install -m");
  }

  @Test
  void anApplianceWithoutACaYetInventsNoFingerprint() {
    Report ready = Reports.ready("s3cret-enough");
    Report early = new Report(
        ready.title(),
        ready.at(),
        Report.Status.DOWN,
        ready.endpoint(),
        Optional.empty(),
        new TrustAnchor(ready.trust().file(), ready.trust().url(), Optional.empty()),
        List.of(),
        List.of());
    assertThat(Guide.of(early, Client.CLINE, TRUST).text())
        .contains("slm-copilot status")
        .doesNotContain("unknown", "Fingerprint=");
  }

  @ParameterizedTest
  @EnumSource
  void aGatewayThatIsDownDoesNotTakeTheTrustFromTheGuide(Client client) {
    Report down =
        Reports.of("s3cret-enough", Report.Status.DOWN, Certificate.Kind.ISSUED, List.of());
    assertThat(Guide.of(down, client, TRUST).text()).contains(Reports.CA_FINGERPRINT);
  }

  private static String allBlocks(Guide guide) {
    StringBuilder all = new StringBuilder();
    for (String language : List.of("sh", "json", "yaml", "text", "python", "js")) {
      guide.blocks(language).forEach(all::append);
    }
    return all.toString();
  }

  private static Map<?, ?> yaml(String text) {
    return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
  }

  private static List<String> texts(JsonNode node, List<String> into) {
    if (node.isTextual()) {
      into.add(node.asText());
    }
    node.forEach(child -> texts(child, into));
    return into;
  }
}
