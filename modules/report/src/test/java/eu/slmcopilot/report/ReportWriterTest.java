package eu.slmcopilot.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** [ONE-02] [ONE-05] [ONE-08] What reports say, and that every value can be read back from them. */
class ReportWriterTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ReportWriter writer = new ReportWriter();

  @TempDir
  Path directory;

  @Test
  void theTextReportHasEndpointCredentialsModelAndStatus() throws Exception {
    String text = text(Reports.ready("s3cret-enough"));
    assertThat(text).doesNotContain("{{", "{%", "\n\n\n").endsWith("\n");
    assertThat(keys(text))
        .containsEntry("status", "ready")
        .containsEntry("endpoint", "https://copilot.example.org/v1")
        .containsEntry("user", "copilot")
        .containsEntry("password", "s3cret-enough")
        .containsEntry("api_key", "s3cret-enough")
        .containsEntry("model", "devstral-small-2")
        .containsEntry("context_size", "32768")
        .containsEntry("max_output_tokens", "8192")
        .containsEntry("Max Output Tokens", "8192")
        .containsEntry("local-ai.service", "active (running)")
        .containsEntry("sha256_fingerprint", Reports.FINGERPRINT)
        .containsEntry("Context Window Size", "32768");
  }

  @Test
  void whatIsWrongIsSaidAndAnUnknownCertificateIsNotInvented() throws Exception {
    String text = text(Reports.of(
        "s3cret-enough",
        Report.Status.DOWN,
        Certificate.Kind.ISSUED,
        List.of("The gateway failed; see: journalctl -u slm-copilot-gateway")));
    assertThat(keys(text))
        .containsEntry("status", "not reachable")
        .containsEntry("note1", "The gateway failed; see: journalctl -u slm-copilot-gateway")
        .containsEntry("kind", "unknown, the gateway does not answer")
        .doesNotContainKey("sha256_fingerprint");
  }

  @Test
  void nobodyIsToldToTrustACaThatClientsKnowAlready() throws Exception {
    assertThat(keys(text(Reports.ready("s3cret-enough"))))
        .containsEntry("ca_file", "/var/lib/slm-copilot/tls/ca.pem")
        .containsEntry("ca_url", "http://copilot.example.org/ca.pem")
        .containsEntry("ca_sha256_fingerprint", Reports.CA_FINGERPRINT)
        .containsKeys(
            "trust_linux", "trust_macos", "trust_windows", "trust_vscode_and_node", "compare");
    Report issued =
        Reports.of("s3cret-enough", Report.Status.READY, Certificate.Kind.ISSUED, List.of());
    assertThat(keys(text(issued))).doesNotContainKeys("trust_linux", "ca_file");
    assertThat(written(issued, Format.MARKDOWN)).doesNotContain("ca.pem");
  }

  @Test
  void whateverThePasswordEverySnippetHoldsItExactly() throws Exception {
    for (String password : NastyPasswords.all()) {
      Report report = Reports.ready(password);
      Map<String, String> keys = keys(text(report));
      assertThat(keys.get("password")).isEqualTo(password);
      assertThat(keys.get("OpenAI API Key")).isEqualTo(password);
      assertThat(apiKey(JSON.readTree(keys.get("json")))).isEqualTo(password);
      JsonNode json = JSON.readTree(written(report, Format.JSON));
      assertThat(json.at("/endpoint/password").asText()).isEqualTo(password);
      assertThat(apiKey(json.at("/snippets/cline"))).isEqualTo(password);
      String markdown = written(report, Format.MARKDOWN);
      String block =
          markdown.substring(markdown.indexOf("```json\n") + 8, markdown.lastIndexOf("```"));
      assertThat(apiKey(JSON.readTree(block))).isEqualTo(password);
    }
  }

  @Test
  void theBannerTellsWhereToLookAndNoSecret() throws Exception {
    StringBuilder banner = new StringBuilder();
    writer.banner(Reports.ready("s3cret-enough"), "/etc/one-appliance/config", banner);
    assertThat(banner).doesNotContain("s3cret-enough");
    Path file = Files.writeString(directory.resolve("banner.sh"), banner);
    assertThat(shell("-i", file))
        .contains("SLM-Copilot: ready")
        .contains("https://copilot.example.org/v1")
        .contains("/etc/one-appliance/config")
        .contains("slm-copilot connect --list");
    assertThat(shell("-e", file)).as("a script's login is not disturbed").isEmpty();
  }

  @Test
  void anEndpointThatWouldLeakItsPasswordIsRefused() {
    assertThatThrownBy(() ->
            new Endpoint(URI.create("https://copilot:pw@host/v1"), "copilot", "pw", "m", 2, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new Endpoint(URI.create("https://host/v1"), "copilot", "pw", "m", 2048, 2048))
        .as("an answer as long as the window leaves no room for a question")
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Reports.ready("s3cret-enough").toString()).doesNotContain("s3cret-enough");
  }

  private String text(Report report) throws IOException {
    return written(report, Format.TEXT);
  }

  private String written(Report report, Format format) throws IOException {
    StringBuilder out = new StringBuilder();
    writer.write(report, format, out);
    return out.toString();
  }

  private static String apiKey(JsonNode cline) {
    return cline.at("/providers/openai-compatible/settings/apiKey").asText();
  }

  /** Reads the text report as its format is documented: bare, or quoted with backslash escapes. */
  private static Map<String, String> keys(String text) {
    Map<String, String> keys = new TreeMap<>();
    text.lines().filter(line -> line.contains(" = ")).forEach(line -> {
      String value = line.substring(line.indexOf(" = ") + 3);
      boolean quoted = value.startsWith("\"");
      keys.put(
          line.substring(0, line.indexOf(" = ")),
          quoted ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1") : value);
    });
    return keys;
  }

  private static String shell(String option, Path file) throws Exception {
    Process bash = new ProcessBuilder("bash", "--norc", option, "-c", ". \"$0\"", file.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
    String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).isZero();
    return said;
  }
}
