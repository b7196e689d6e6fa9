package eu.slmcopilot.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * [ONE-01] The settings file: what is written is what is read, and bad files explain themselves.
 */
class SettingsTest {
  private static final Settings EVERY_FIELD = new Settings(
      new Settings.Listen("::1", 8443, 8081),
      new Settings.Engine(URI.create("http://127.0.0.1:9000"), "some-model", 4096, 3),
      Settings.Limits.of(7, 90),
      new Settings.Chat(false, 100, "delta", "You are\nhelpful."),
      new Settings.Access(List.of("https://a.example"), List.of("10.0.0.0/8")),
      new Settings.Certificate("copilot.test", "a@b.example", "https://ca.example/dir", "kid"));

  @TempDir
  Path directory;

  @Test
  void everyFieldSurvivesTheFile() throws IOException {
    Path file = Files.writeString(directory.resolve("settings.json"), EVERY_FIELD.toJson());
    assertThat(Settings.read(file)).isEqualTo(EVERY_FIELD);
  }

  @Test
  void aMissingFileSaysWhatToRun() {
    assertThatThrownBy(() -> Settings.read(directory.resolve("none.json")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("none.json")
        .hasMessageContaining("slm-copilot configure");
  }

  @Test
  void aCutFileNamesTheLine() throws IOException {
    String text = EVERY_FIELD.toJson();
    Path file = Files.writeString(directory.resolve("cut.json"), text.substring(0, 60));
    assertThatThrownBy(() -> Settings.read(file))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("cut.json")
        .hasMessageContaining("line");
  }

  @Test
  void anUnknownOrMissingFieldIsRefused() throws IOException {
    String text = EVERY_FIELD.toJson();
    Path unknown = Files.writeString(
        directory.resolve("unknown.json"),
        text.replace("\"httpPort\"", "\"httpsPrt\" : 1, \"httpPort\""));
    assertThatThrownBy(() -> Settings.read(unknown)).hasMessageContaining("httpsPrt");
    Path missing = Files.writeString(
        directory.resolve("missing.json"), text.replaceFirst("\"slots\" : 3", "\"slots\" : null"));
    assertThatThrownBy(() -> Settings.read(missing)).hasMessageContaining("slots");
  }

  @Test
  void aHeartbeatThatIsNoneIsRefused() throws IOException {
    Path file = Files.writeString(
        directory.resolve("heartbeat.json"), EVERY_FIELD.toJson().replace("\"delta\"", "\"drum\""));
    assertThatThrownBy(() -> Settings.read(file))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("heartbeat")
        .hasMessageContaining("drum");
  }
}
