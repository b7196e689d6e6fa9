package eu.slmcopilot.configure;

import static org.assertj.core.api.Assertions.assertThat;

import eu.slmcopilot.appliance.CopilotVariable;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** [ONE-01] [BUILD-02] The variables in their three forms. */
class VariablesCommandTest {
  @TempDir
  Path root;

  @Test
  void everyFormNamesEveryVariable() {
    Bench bench = new Bench(root);
    for (String[] form :
        new String[][] {{"variables"}, {"variables", "--markdown"}, {"variables", "--user-inputs"}
        }) {
      String text = bench.run(form).out();
      for (CopilotVariable variable : CopilotVariable.values()) {
        assertThat(text).contains(variable.variable().name());
      }
    }
  }

  @Test
  void userInputsHaveFiveFieldsWithTheDefaultInTheFifth() {
    String yaml = new Bench(root).run("variables", "--user-inputs").out();
    assertThat(yaml)
        .startsWith("user_inputs:\n")
        .containsPattern("(?m)^  ONEAPP_COPILOT_CONTEXT_SIZE: 'O\\|number\\|[^|]+\\|\\|32768'$")
        .containsPattern("(?m)^  ONEAPP_COPILOT_PASSWORD: 'O\\|password\\|[^|]+\\|\\|'$")
        .containsPattern("(?m)^  ONEAPP_COPILOT_ACME_EAB_HMAC: 'O\\|password\\|")
        .containsPattern("(?m)^  ONEAPP_COPILOT_TLS_KEY: 'O\\|text64\\|");
    assertThat(yaml.lines().skip(1))
        .allMatch(line -> line.chars().filter(c -> c == '|').count() == 4);
  }

  @Test
  void twoFormsAtOnceAreWrongUsage() {
    assertThat(new Bench(root).run("variables", "--markdown", "--user-inputs").code())
        .isEqualTo(2);
    assertThat(new Bench(root).run("--version").out()).startsWith("slm-copilot ");
    assertThat(new Bench(root).run("--help").out()).contains("configure", "password", "--root");
  }
}
