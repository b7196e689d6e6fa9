package eu.slmcopilot.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** [BUILD-08] What a library's README shows is the file that the library's own ExampleTest runs. */
class ReadmeExamplesTest {
  @ParameterizedTest
  @ValueSource(strings = {"context", "openai-client", "gateway", "report"})
  void theExampleIsTheOneThatIsTested(String module) throws IOException {
    Path home = Program.TOP.resolve("modules").resolve(module);
    String example = Files.readString(home.resolve("src/test/java/example/Example.java"));
    assertThat(home.resolve("README.md")).content().contains("```java\n" + example + "```");
  }

  @ParameterizedTest
  @ValueSource(strings = {"context", "tls", "openai-client", "gateway", "report"})
  void whatItDoesNotDoIsSaid(String module) {
    assertThat(Program.TOP.resolve("modules").resolve(module).resolve("README.md"))
        .content()
        .contains("**Does not do:** ");
  }
}
