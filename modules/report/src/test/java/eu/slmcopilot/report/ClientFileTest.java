package eu.slmcopilot.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import eu.slmcopilot.report.ClientTrust.Origin;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** [ONE-05] Merging into files that hold other people's providers and keys. */
class ClientFileTest {
  private static final Report REPORT = Reports.ready("s3cret-enough");
  private static final String OTHERS_CLINE = """
      {"version": 1, "lastUsedProvider": "anthropic", "modes": {"plan": {"x": 1.50}},
       "providers": {"anthropic": {"settings": {"apiKey": "sk-others"}, "updatedAt": "2025-01-01T00:00:00.000Z"}},
       "unknown": [1, 12345678901234567890, null]}
      """;
  private static final String OTHERS_OPENCODE = """
      {"theme": "dark", "model": "anthropic/claude", "share": "manual",
       "provider": {"anthropic": {"options": {"apiKey": "{env:ANTHROPIC_API_KEY}"}}}}
      """;

  private final ClientFile cline = ClientFile.of(Client.CLINE).orElseThrow();
  private final ClientFile openCode = ClientFile.of(Client.OPENCODE).orElseThrow();

  @ParameterizedTest
  @EnumSource(names = {"CLINE", "CLINE_CLI", "OPENCODE"})
  void aNewFileIsTheOneInTheGuide(Client client) throws Exception {
    String block = Guide.of(REPORT, client, new ClientTrust("/ca.pem", Origin.FETCHED))
        .blocks("json")
        .get(0);
    String merged = ClientFile.of(client)
        .orElseThrow()
        .merged(Optional.empty(), REPORT, false)
        .text();
    assertThat(tree(merged)).isEqualTo(tree(block));
    assertThat(ClientFile.of(client)
            .orElseThrow()
            .merged(Optional.of(" \n"), REPORT, false)
            .text())
        .isEqualTo(merged);
  }

  @ParameterizedTest
  @EnumSource(names = {"CLINE", "OPENCODE"})
  void whateverThePasswordItIsMergedExactlyAndTwiceIsOnce(Client client) throws Exception {
    ClientFile file = ClientFile.of(client).orElseThrow();
    String others = client == Client.CLINE ? OTHERS_CLINE : OTHERS_OPENCODE;
    for (String password : NastyPasswords.all()) {
      Report report = Reports.ready(password);
      String once = file.merged(Optional.of(others), report, false).text();
      assertThat(tree(once).findValuesAsText("apiKey")).contains(password);
      assertThat(file.merged(Optional.of(once), report, false).text()).isEqualTo(once);
    }
  }

  @Test
  void clinesOtherProvidersAndWhateverIsUnknownStay() throws Exception {
    ClientFile.Merged merged = cline.merged(Optional.of(OTHERS_CLINE), REPORT, false);
    JsonNode before = tree(OTHERS_CLINE);
    JsonNode after = tree(merged.text());
    assertThat(after.at("/providers/anthropic")).isEqualTo(before.at("/providers/anthropic"));
    assertThat(after.get("modes")).isEqualTo(before.get("modes"));
    assertThat(after.get("unknown")).isEqualTo(before.get("unknown"));
    assertThat(merged.text()).contains("1.50", "12345678901234567890");
    assertThat(after.path("lastUsedProvider").asText()).isEqualTo("openai-compatible");
    assertThat(merged.notes()).singleElement().asString().contains("another provider");
    assertThat(merged.toString()).doesNotContain("s3cret", "sk-others");
  }

  @Test
  void clinesOnePlaceIsNotTakenFromAnotherServerUnasked() throws Exception {
    Optional<String> taken = Optional.of(cline
        .merged(Optional.empty(), REPORT, false)
        .text()
        .replace("https://copilot.example.org/v1", "https://me:hidden@other.example/v1"));
    assertThatThrownBy(() -> cline.merged(taken, REPORT, false))
        .isInstanceOf(ReportException.class)
        .hasMessageContaining("other.example")
        .hasMessageContaining("--replace")
        .hasMessageNotContaining("hidden");
    assertThat(tree(cline.merged(taken, REPORT, true).text()).findValuesAsText("baseUrl"))
        .containsExactly("https://copilot.example.org/v1");
  }

  @Test
  void theFileKeepsTheLooksThatItsOwnProgramGaveIt() throws Exception {
    String own = cline.merged(Optional.of(OTHERS_CLINE), REPORT, false).text();
    assertThat(own)
        .contains("  \"modes\": {\n    \"plan\": {\n      \"x\": 1.50\n    }\n  }")
        .contains("  \"unknown\": [\n    1,\n    12345678901234567890,\n    null\n  ]")
        .endsWith("}\n");
    assertThat(cline.merged(Optional.empty(), REPORT, false).text()).contains("\"modes\": {},");
  }

  @Test
  void whatTheUserAddedToTheSameEndpointStaysAndTheKeyIsRenewed() throws Exception {
    String tuned = cline
        .merged(Optional.empty(), Reports.ready("old-password"), false)
        .text()
        .replace("\"contextWindow\"", "\"temperature\" : 0.20, \"contextWindow\"");
    String merged = cline.merged(Optional.of(tuned), REPORT, false).text();
    assertThat(merged).contains("0.20", "s3cret-enough").doesNotContain("old-password");
  }

  @Test
  void whatTheUserAddedToOpenCodesSameEndpointStaysAndTheKeyIsRenewed() throws Exception {
    String tuned = openCode
        .merged(Optional.empty(), Reports.ready("old-password"), false)
        .text()
        .replace("\"models\": {", "\"models\": {\"my-alias\": {\"name\": \"x\"},");
    JsonNode after = tree(openCode.merged(Optional.of(tuned), REPORT, false).text());
    JsonNode entry = after.at("/provider/slm-copilot");
    assertThat(entry.at("/models/my-alias/name").asText()).isEqualTo("x");
    assertThat(entry.at("/models/devstral-small-2/limit/context").asInt()).isEqualTo(32768);
    assertThat(entry.at("/options/apiKey").asText()).isEqualTo("s3cret-enough");
  }

  @Test
  void aNewerClinesFileIsLeftAlone() {
    assertThatThrownBy(() -> cline.merged(Optional.of("{\"version\": 2}"), REPORT, false))
        .isInstanceOf(ReportException.class)
        .hasMessageContaining("version 2");
  }

  @Test
  void openCodesOtherProvidersAndChosenModelStay() throws Exception {
    ClientFile.Merged merged = openCode.merged(Optional.of(OTHERS_OPENCODE), REPORT, false);
    JsonNode after = tree(merged.text());
    assertThat(merged.text()).contains("\"{env:ANTHROPIC_API_KEY}\"");
    assertThat(after.path("model").asText()).isEqualTo("anthropic/claude");
    assertThat(after.has("small_model")).isFalse();
    assertThat(after.path("share").asText()).isEqualTo("manual");
    assertThat(after.path("theme").asText()).isEqualTo("dark");
    assertThat(after.at("/provider/slm-copilot/models/devstral-small-2/limit").toString())
        .isEqualTo("{\"context\":32768,\"output\":8192}");
    assertThat(merged.notes())
        .singleElement()
        .asString()
        .contains("-m slm-copilot/devstral-small-2");
  }

  @Test
  void openCodesTitlesThatWouldGoElsewhereAreTold() throws Exception {
    Optional<String> small = Optional.of("{\"small_model\": \"anthropic/haiku\"}");
    ClientFile.Merged merged = openCode.merged(small, REPORT, false);
    assertThat(tree(merged.text()).path("model").asText())
        .isEqualTo("slm-copilot/devstral-small-2");
    assertThat(tree(merged.text()).path("small_model").asText()).isEqualTo("anthropic/haiku");
    assertThat(merged.notes()).singleElement().asString().contains("titles", "another provider");
  }

  @Test
  void anotherAppliancesEntryIsNotReplacedUnasked() throws Exception {
    Optional<String> taken = Optional.of(openCode
        .merged(Optional.empty(), REPORT, false)
        .text()
        .replace("copilot.example.org", "other.example"));
    assertThatThrownBy(() -> openCode.merged(taken, REPORT, false))
        .isInstanceOf(ReportException.class)
        .hasMessageContaining("other.example");
    assertThat(openCode.merged(taken, REPORT, true).text()).doesNotContain("other.example");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"apiKey\": sk-others}",
        "{\"apiKey\": \"sk-others\"",
        "{\"apiKey\": \"sk-others\",}",
        "// sk-others\n{}",
        "\ufeff{\"a\":\"sk-others\"}",
        "{\"apiKey\": \"sk-others\", \"apiKey\": 1}",
        "[\"sk-others\"]",
        "{\"provider\": \"sk-others\", \"providers\": \"sk-others\"}"
      })
  void anInvalidFileIsRefusedWithTheReasonAndWithoutQuotingIt(String invalid) {
    for (ClientFile file : List.of(cline, openCode)) {
      assertThatThrownBy(() -> file.merged(Optional.of(invalid), REPORT, true))
          .isInstanceOf(ReportException.class)
          .hasMessageMatching("(?s).*(not plain JSON at line|is not a JSON object).*")
          .hasMessageNotContaining("sk-others");
    }
  }

  @Test
  void filesAreWhereTheClientsLookForThem() {
    Path home = Path.of("/home/ann");
    assertThat(cline.path(home, Map.of()))
        .isEqualTo(home.resolve(".cline/data/settings/providers.json"));
    assertThat(cline.path(home, Map.of("CLINE_DIR", "/c")))
        .isEqualTo(Path.of("/c/data/settings/providers.json"));
    assertThat(cline.path(home, Map.of("CLINE_DIR", "/c", "CLINE_DATA_DIR", "/d")))
        .isEqualTo(Path.of("/d/settings/providers.json"));
    assertThat(openCode.path(home, Map.of()))
        .isEqualTo(home.resolve(".config/opencode/opencode.json"));
    assertThat(openCode.path(home, Map.of("XDG_CONFIG_HOME", "/x")))
        .isEqualTo(Path.of("/x/opencode/opencode.json"));
    assertThat(ClientFile.of(Client.JETBRAINS)).isEmpty();
  }

  private static JsonNode tree(String json) throws Exception {
    return new ObjectMapper().readTree(json);
  }
}
