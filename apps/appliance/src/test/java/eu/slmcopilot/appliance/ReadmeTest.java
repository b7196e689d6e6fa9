package eu.slmcopilot.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import eu.slmcopilot.context.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * [BUILD-08] The README's configuration table is the declaration of the variables.
 *
 * <p>After a change of one, {@code ./mvnw -pl apps/appliance -am test -Dtest=ReadmeTest -Dreadme=write
 * -Dsurefire.failIfNoSpecifiedTests=false} writes it anew.
 */
class ReadmeTest {
  private static final Path README = Path.of("../../README.md");

  @Test
  void theTableOfVariablesIsTheOneThatTheToolPrints() throws IOException {
    String readme = Files.readString(README);
    int from = readme.indexOf('\n', readme.indexOf("<!-- variables: begin")) + 1;
    int to = readme.indexOf("<!-- variables: end -->");
    String table =
        "\n" + new Reference(CopilotVariable.declaration()).markdown().strip() + "\n\n";
    if ("write".equals(System.getProperty("readme"))) {
      Files.writeString(README, readme.substring(0, from) + table + readme.substring(to));
    } else {
      assertThat(readme.substring(from, to)).isEqualTo(table);
    }
  }
}
