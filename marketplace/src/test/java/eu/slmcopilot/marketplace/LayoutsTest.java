package eu.slmcopilot.marketplace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import eu.slmcopilot.appliance.CopilotVariable;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The layouts of one-apps and of marketplace-community [BUILD-02] [ONE-04]")
class LayoutsTest {
  @TempDir
  private static Path folder;

  private static Written written;

  @BeforeAll
  static void write() throws IOException {
    written = Written.into(folder);
  }

  private static Path packer(Layout layout) {
    return folder.resolve(layout.folder()).resolve(layout.packer());
  }

  @ParameterizedTest
  @EnumSource
  void bothHaveTheVerySameAppliance(Layout layout) {
    for (String part : List.of("appliance.sh", "net-99-report-ready")) {
      Path copied = folder.resolve(layout.folder()).resolve("appliances/slm-copilot/" + part);
      assertThat(copied).hasSameBinaryContentAs(Written.PROJECT.resolve("packer/" + part));
      assertThat(Files.isExecutable(copied))
          .isEqualTo(Files.isExecutable(Written.PROJECT.resolve("packer/" + part)));
    }
  }

  @Test
  void bothRunTheSameScriptsInTheImage() throws IOException {
    for (Path file : Written.files(packer(Layout.ONE_APPS))) {
      String name = file.getFileName().toString();
      if (!name.endsWith(".hcl")) {
        assertThat(packer(Layout.MARKETPLACE_COMMUNITY).resolve(name)).hasSameBinaryContentAs(file);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyScriptThatPackerNamesIsThere(Layout layout) throws IOException {
    String template = Files.readString(packer(layout).resolve("slm-copilot.pkr.hcl"));
    List<String> named = Pattern.compile("\\$\\{var\\.input_dir}/([\\w-]+(?:\\.sh)?)[ \"]")
        .matcher(template)
        .results()
        .map(found -> found.group(1))
        .filter(name -> name.endsWith(".sh") || name.equals("gen_context"))
        .toList();

    assertThat(named).hasSizeGreaterThanOrEqualTo(6);
    assertThat(named)
        .allSatisfy(name -> assertThat(packer(layout).resolve(name)).isExecutable());
  }

  @ParameterizedTest
  @EnumSource
  void thePackerTemplateHasNothingLeftToRender(Layout layout) throws IOException {
    for (Path file : Written.files(folder.resolve(layout.folder()))) {
      assertThat(file.toString()).doesNotEndWith(".j2");
      if (!file.toString().endsWith(".png")) {
        assertThat(Files.readString(file))
            .as(file.toString())
            .doesNotContain("{%")
            .doesNotContain("raw %");
      }
    }
    assertThat(packer(layout).resolve("slm-copilot.pkr.hcl"))
        .content()
        .contains(
            "hostfwd=tcp:127.0.0.1:{{ .SSHHostPort }}-:22",
            "[\"bash\", \"-c\", \"{{.Vars}} {{.Script}}\"]");
  }

  @ParameterizedTest
  @EnumSource
  void everyVariableThatTheBuildGivesIsDeclaredHereOrByTheSharedFile(Layout layout)
      throws IOException {
    String declared = Files.readString(packer(layout).resolve("variables.pkr.hcl"));
    for (String name :
        List.of("appliance_name", "distro", "version", "input_dir", "output_dir", "headless")) {
      assertThat(declared.contains("variable \"" + name + "\""))
          .as(name)
          .isEqualTo(layout == Layout.MARKETPLACE_COMMUNITY);
    }
    assertThat(declared).contains("variable \"localai_backend_tag\"");
    assertThat(packer(layout).resolve(layout.shared())).isSymbolicLink();
  }

  @Test
  void theCertificationSetsOnlyVariablesThatThereAreAndNoSpecialCharacters() throws IOException {
    JsonNode params =
        written.yaml(written.appliance().resolve("metadata.yaml")).at("/:app/:context/:params");
    List<String> names = CopilotVariable.declaration().variables().stream()
        .map(variable -> ":" + variable.name().substring("ONEAPP_".length()))
        .toList();

    assertThat(params.properties()).isNotEmpty().allSatisfy(param -> {
      assertThat(names).contains(param.getKey());
      assertThat(param.getValue().asText()).matches("[A-Za-z0-9._-]+");
    });
  }

  @Test
  void theCertificationFindsNameAndBase() throws IOException {
    JsonNode app = written.yaml(written.appliance().resolve("metadata.yaml")).get(":app");

    assertThat(app.get(":name").asText()).isEqualTo("slm-copilot");
    assertThat(app.at("/:os/:base").asText()).isEqualTo("ubuntu2404");
    assertThat(app.get(":type").asText()).isEqualTo("service");
    assertThat(app.at("/:context/:prefixed").asBoolean()).isTrue();
    JsonNode context = written.yaml(written.appliance().resolve("context.yaml"));
    assertThat(context.at("/:tests/slm-copilot/:image_name").asText())
        .isEqualTo("slm-copilot.qcow2");
  }

  @Test
  void everyTestThatIsListedIsThereAndNoOther() throws IOException {
    JsonNode listed = written.yaml(written.appliance().resolve("tests.yaml"));
    List<Path> tests = Written.files(written.appliance().resolve("tests"));

    assertThat(listed).hasSameSizeAs(tests);
    listed.forEach(name -> {
      assertThat(name.asText()).matches("\\d\\d-slm-copilot_\\w+\\.rb");
      assertThat(written.appliance().resolve("tests/" + name.asText()))
          .content()
          .contains(
              "require_relative '../../../lib/community/app_handler'",
              "include_context('vm_handler')");
    });
  }

  @Test
  void theReadmeHasTheSectionsThatReviewersLookForAndEveryVariable() throws IOException {
    String readme = Files.readString(written.appliance().resolve("README.md"));

    assertThat(readme)
        .contains(
            "## Overview",
            "## Download",
            "## Requirements",
            "## Release Notes",
            "## Quick Start",
            "## Features and usage",
            "## Contextualization");
    CopilotVariable.declaration()
        .variables()
        .forEach(variable -> assertThat(readme).contains("| `" + variable.name() + "` |"));
    assertThat(written.appliance().resolve("CHANGELOG.md"))
        .content()
        .contains("## [0.1.0-1-20261102]");
  }

  @Test
  void theVersionIsThatOfTheProject() throws IOException {
    assertThat(Files.readString(Written.PROJECT.resolve("pom.xml")))
        .contains("<version>"
            + Facts.of(
                    Files.readString(Written.PROJECT.resolve("packer/appliance.sh")),
                    Files.readString(Written.PROJECT.resolve("packer/pins.env")),
                    Written.TIME)
                .get("version"));
  }

  @ParameterizedTest
  @EnumSource
  void theLogoHasTheSizeThatReviewersAskFor(Layout layout) throws IOException {
    Path logo = folder.resolve(layout.folder()).resolve("logos/slm-copilot.png");
    BufferedImage image = ImageIO.read(logo.toFile());

    assertThat(image.getWidth()).isEqualTo(300);
    assertThat(image.getHeight()).isEqualTo(300);
  }

  @Test
  void yamlHasNoBlanksAtLineEndsAndOneNewlineAtItsEnd() throws IOException {
    for (Path file : Written.files(written.appliance())) {
      if (file.toString().endsWith(".yaml")) {
        String text = Files.readString(file);
        assertThat(text)
            .as(file.toString())
            .startsWith("---\n")
            .endsWith("\n")
            .doesNotEndWith("\n\n");
        assertThat(text.lines()).noneMatch(line -> line.endsWith(" "));
      }
    }
  }
}
