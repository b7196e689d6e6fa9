package eu.slmcopilot.marketplace;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import eu.slmcopilot.appliance.CopilotVariable;
import eu.slmcopilot.context.Variable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every rule that OpenNebula's marketplace, its clients and its reviewers have for this file. */
@DisplayName("The marketplace file [BUILD-02] [ONE-06]")
class MarketplaceFileTest {
  private static final List<Variable> VARIABLES = CopilotVariable.declaration().variables();

  @TempDir
  private static Path folder;

  private static String text;
  private static JsonNode app;
  private static JsonNode template;

  @BeforeAll
  static void write() throws IOException {
    Written written = Written.into(folder);
    text = Files.readString(written.marketplaceFile());
    app = written.yaml(written.marketplaceFile());
    template = app.get("opennebula_template");
  }

  private static Map<String, String> map(JsonNode node) {
    return node.properties().stream()
        .collect(toMap(Map.Entry::getKey, entry -> entry.getValue().asText()));
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }

  @Test
  void hasEveryFieldThatClientsShowOrNeed() {
    for (String field : List.of(
        "name",
        "version",
        "publisher",
        "publisher_email",
        "one-apps_version",
        "description",
        "short_description",
        "os-id",
        "os-release",
        "os-arch",
        "hypervisor",
        "opennebula_version",
        "logo",
        "format")) {
      assertThat(app.path(field).isTextual()).as(field).isTrue();
      assertThat(app.path(field).asText()).as(field).isNotBlank();
    }
    assertThat(app.get("tags")).isNotEmpty().allMatch(JsonNode::isTextual);
    assertThat(app.get("creation_time").asLong()).isEqualTo(Written.TIME.getEpochSecond());
    assertThat(app.has("type")).as("an image with its template has no type").isFalse();
  }

  @Test
  void hasAPlainNameAndAVersionWithReleaseAndDay() {
    assertThat(app.get("name").asText()).matches("[A-Za-z0-9][A-Za-z0-9 .-]*");
    assertThat(app.get("version").asText()).matches("\\d+\\.\\d+\\.\\d+-\\d+-20261102");
    assertThat(app.get("short_description").asText()).doesNotContain("\n");
  }

  @Test
  void isOfferedToTheVersionsInUse() {
    assertThat(app.get("opennebula_version").asText().split(", "))
        .containsExactly("6.10", "7.0", "7.2", "7.4");
  }

  @Test
  void carriesTheEuropeanSovereignMessage() {
    assertThat(app.get("short_description").asText()).containsIgnoringCase("European sovereign AI");
    assertThat(app.get("description").asText())
        .contains("Europe", "never leave", "no download at run time");
  }

  @Test
  void asksForEveryVariableByAMap() {
    assertThat(map(template.get("user_inputs")).keySet())
        .containsExactlyInAnyOrderElementsOf(
            VARIABLES.stream().map(v -> v.name().toLowerCase(Locale.ROOT)).toList());
  }

  @Test
  void putsEachDefaultIntoTheFifthField() {
    Map<String, String> inputs = map(template.get("user_inputs"));
    for (Variable variable : VARIABLES) {
      String[] fields = inputs.get(variable.name().toLowerCase(Locale.ROOT)).split("\\|", -1);
      assertThat(fields).as(variable.name()).hasSize(5);
      assertThat(fields[0]).isIn("M", "O");
      assertThat(fields[1])
          .isIn("text", "boolean", "number", "text64", "password", "list", "range");
      assertThat(fields[2]).isEqualTo(variable.help());
      assertThat(fields[3]).as("no options").isEmpty();
      assertThat(fields[4]).isEqualTo(variable.standard());
    }
  }

  @Test
  void handsEachInputOnAndOverridesNone() {
    Map<String, String> context = map(template.get("context"));
    for (Variable variable : VARIABLES) {
      assertThat(context)
          .containsEntry(variable.name().toLowerCase(Locale.ROOT), "$" + variable.name());
    }
    assertThat(context.keySet().stream().filter(name -> name.startsWith("oneapp_")))
        .hasSameSizeAs(VARIABLES);
  }

  @Test
  void ordersTheInputsByOneListWithoutSpaces() {
    assertThat(template.get("inputs_order").asText())
        .isEqualTo(String.join(",", VARIABLES.stream().map(Variable::name).toList()))
        .doesNotContain(" ");
  }

  @Test
  void letsTheVmReportThatItIsReady() {
    assertThat(map(template.get("context")))
        .containsEntry("token", "YES")
        .containsEntry("report_ready", "YES")
        .containsEntry("network", "YES")
        .containsEntry("ssh_public_key", "$USER[SSH_PUBLIC_KEY]")
        .containsEntry("set_hostname", "$NAME");
  }

  @Test
  void givesTheVmItsCpusWithTheirInstructions() {
    assertThat(template.get("vcpu").asInt()).isGreaterThan(1);
    assertThat(template.get("cpu").asInt()).isPositive();
    assertThat(template.get("memory").asInt()).isGreaterThanOrEqualTo(32768);
    assertThat(template.at("/cpu_model/model").asText()).isEqualTo("host-passthrough");
    assertThat(template.at("/os/arch").asText()).isEqualTo("x86_64");
    assertThat(template.at("/nic_default/model").asText()).isEqualTo("virtio");
  }

  @Test
  void presumesNoNetworkNoDeviceAndNoDisk() {
    assertThat(template.properties())
        .extracting(Map.Entry::getKey)
        .doesNotContain("nic", "pci", "disk");
  }

  @Test
  void usesOnlySmallLettersForTheTemplateSKeys() {
    assertThat(keys(template)).allMatch(key -> key.equals(key.toLowerCase(Locale.ROOT)));
  }

  private static Stream<String> keys(JsonNode node) {
    return node.properties().stream()
        .flatMap(entry -> Stream.concat(Stream.of(entry.getKey()), keys(entry.getValue())));
  }

  @Test
  void describesTheImageByItsVirtualSizeAndTwoChecksums() throws IOException {
    JsonNode image = app.get("images").get(0);
    assertThat(app.get("images")).hasSize(1);
    assertThat(texts(image)).allMatch(value -> !value.equals("null"));
    assertThat(image.get("name").asText()).isEqualTo("slm-copilot");
    assertThat(image.get("url").asText()).startsWith("https://");
    assertThat(image.get("type").asText()).isEqualTo("OS");
    assertThat(image.get("dev_prefix").asText()).isEqualTo("vd");
    assertThat(image.get("driver").asText()).isEqualTo("qcow2");
    String gib =
        Pins.parse(Files.readString(Written.PROJECT.resolve("packer/pins.env"))).get("DISK_GIB");
    assertThat(image.get("size").asLong()).isEqualTo(Long.parseLong(gib) << 30);
    assertThat(image.at("/checksum/md5").asText()).matches("[0-9a-f]{32}");
    assertThat(image.at("/checksum/sha256").asText()).matches("[0-9a-f]{64}");
  }

  @Test
  void namesALogoThatLiesBesideIt() {
    String logo = app.get("logo").asText();
    assertThat(folder.resolve("marketplace-community/logos").resolve(logo)).exists();
    assertThat(template.get("logo").asText()).isEqualTo("images/logos/" + logo);
  }

  @Test
  void hasLinesThatTheBuildCanFillIn() {
    for (String field : List.of("size", "md5", "sha256", "creation_time")) {
      assertThat(text.lines().filter(line -> line.matches(" *" + field + ":.*")))
          .as(field)
          .hasSize(1);
    }
    assertThat(text.lines().filter(line -> line.matches(" *driver: qcow2"))).hasSize(1);
  }
}
