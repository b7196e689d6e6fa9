package eu.slmcopilot.configure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** [SEC-03] Showing and renewing the password. */
class PasswordCommandTest {
  @TempDir
  Path root;

  @Test
  void showsThePasswordInForce() throws Exception {
    Bench bench = new Bench(root);
    assertThat(bench.run("password", "show"))
        .returns(1, Bench.Outcome::code)
        .returns(true, outcome -> outcome.err().contains("slm-copilot configure"));
    bench.configure("ONEAPP_COPILOT_PASSWORD='correct-horse'");
    assertThat(bench.run("password", "show").out()).isEqualTo("correct-horse\n");
  }

  @Test
  void rotatesAMadePasswordWhichThenLasts() throws Exception {
    Bench bench = new Bench(root);
    bench.configure("");
    String first = bench.password();
    bench.actions();
    assertThat(bench.run("password", "rotate").code()).isZero();
    assertThat(bench.actions()).containsExactly("reload slm-copilot-gateway.service");
    String second = bench.password();
    assertThat(second).matches("[A-Za-z0-9]{16}").isNotEqualTo(first);
    bench.run("configure");
    assertThat(bench.password()).isEqualTo(second);
  }

  @Test
  void leavesAPasswordOfTheContextAlone() throws Exception {
    Bench bench = new Bench(root);
    bench.configure("ONEAPP_COPILOT_PASSWORD='correct-horse'");
    Bench.Outcome outcome = bench.run("password", "rotate");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).contains("ONEAPP_COPILOT_PASSWORD");
    assertThat(bench.password()).isEqualTo("correct-horse");
  }
}
