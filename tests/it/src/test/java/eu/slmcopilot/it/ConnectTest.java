package eu.slmcopilot.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** [ONE-05] [SEC-01] What {@code slm-copilot connect curl} prints is typed as it stands, and a chat comes back. */
class ConnectTest {
  private static final Pattern SHELL = Pattern.compile("(?s)```sh\n(.*?)```");
  private static final Pattern FINGERPRINT = Pattern.compile("(?m)^([0-9A-F]{2}:){31}[0-9A-F]{2}$");

  @TempDir
  Path root;

  @TempDir
  Path desk;

  @Test
  void theCommandsOfTheGuideFetchAndProveTheCaAndGetAnAnswer() throws Exception {
    try (Copilot copilot = new Copilot(root)) {
      // The report names the address that this machine has on its network; the test listens on
      // loopback only.
      String report = tool("--root", root.toString(), "report", "--format", "json")
          .replaceAll("https://[^/\"]+/v1", copilot.urlByAddress("/v1").toString())
          .replaceAll(
              "http://[^/\"]+/ca.pem", "http://127.0.0.1:" + copilot.httpPort() + "/ca.pem");
      Path file = Files.writeString(desk.resolve("report.json"), report);
      Path ca = desk.resolve("installed.pem");
      String guide = tool("connect", "curl", "--report", file.toString(), "--ca", ca.toString());
      String said = typed(guide);

      Matcher fingerprint = FINGERPRINT.matcher(guide);
      assertThat(fingerprint.find()).as(guide).isTrue();
      assertThat(said).contains("Fingerprint=" + fingerprint.group());
      assertThat(ca).hasSameTextualContentAs(copilot.caFile());
      assertThat(said).contains("devstral-small-2", "\"delta\"", "data: [DONE]");
    }
  }

  private String tool(String... arguments) throws Exception {
    Path output = desk.resolve("tool.txt");
    try (Program tool = Program.start(output, Map.of(), Program.app("configure", arguments))) {
      assertThat(tool.exit(60)).as(tool.text()).isZero();
      return tool.text();
    }
  }

  /** The guide's shell blocks, one after the other in one shell, as a person types them. */
  private String typed(String guide) throws Exception {
    String commands =
        SHELL.matcher(guide).results().map(block -> block.group(1)).collect(Collectors.joining());
    Path script = Files.writeString(
        desk.resolve("typed.sh"),
        "set -e\nsudo() { \"$@\"; }\ncd " + desk + "\n"
            // An answer of a few words is enough here.
            + commands.replaceAll("\"max_tokens\":\\d+", "\"max_tokens\":8"));
    try (Program bash =
        Program.start(desk.resolve("typed.txt"), Map.of(), List.of("bash", script.toString()))) {
      assertThat(bash.exit(90)).as(bash.text()).isZero();
      return bash.text();
    }
  }
}
