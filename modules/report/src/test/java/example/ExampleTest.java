package example;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** [BUILD-08] The README's example does what the README says; tests/it holds the two equal. */
class ExampleTest {
  @Test
  void aReportIsWritten() throws Exception {
    StringBuilder out = new StringBuilder();
    Example.print("correct-horse", out);
    assertThat(out)
        .contains(
            "https://ai.example.org/v1", "my-model", "ai.service", "password = correct-horse");
  }
}
