package eu.slmcopilot.validator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import eu.slmcopilot.validator.FakeAppliance.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** [BUILD-03] {@code bench} over real TLS: what it tells, and how it ends. */
class BenchCommandTest {
  private static final TestCertificate CERTIFICATE =
      TestCertificate.forName("localhost", java.time.Duration.ofDays(90));

  @TempDir
  Path temp;

  private final Terminal terminal = new Terminal();

  private int bench(FakeAppliance appliance, String... more) throws Exception {
    List<String> command = new ArrayList<>(List.of("bench", appliance.endpoint()));
    command.addAll(List.of(
        "--ca", CERTIFICATE.writeTo(temp.resolve("ca.pem")).toString(), "-r", "2", "-n", "12"));
    command.addAll(List.of(more));
    return terminal.run(command.toArray(String[]::new));
  }

  @Test
  void tellsEachFigureInATableThatAPersonReads() throws Exception {
    try (FakeAppliance appliance = new FakeAppliance(CERTIFICATE, Fault.NONE)) {
      assertThat(bench(appliance, "-p", "16,64", "-c", "2")).isZero();
    }
    assertThat(terminal.out())
        .startsWith("devstral-small-2 at https://localhost:")
        .containsPattern("(?m)^TEST +PROMPT +FIRST TOKEN +PREFILL +DECODE +TOGETHER +NOTE$")
        .containsPattern("(?m)^pp16\\+tg12 +9 +\\d.* s +\\d+ . [\\d.]+ t/s +\\d.* t/s +-$")
        .containsPattern("(?m)^pp16\\+tg12 again .* prefix cache")
        .containsPattern("(?m)^pp64\\+tg12 +9 ")
        .containsPattern("(?m)^pp16\\+tg12 x 2 .* t/s$");
    assertThat(terminal.err()).contains("warming up", "pp64+tg12, 2 of 2");
    assertThat(terminal.out() + terminal.err()).doesNotContain(FakeAppliance.PASSWORD);
  }

  /** Twelve words 30 ms apart, one slot: two clients take twice as long. */
  @Test
  void measuresWhatTheEngineDoes() throws Exception {
    Path plot = temp.resolve("plot.svg");
    try (FakeAppliance appliance = new FakeAppliance(CERTIFICATE, Fault.NONE)) {
      assertThat(bench(appliance, "-p", "32", "-c", "2", "--json", "--plot", plot.toString()))
          .isZero();
    }
    JsonNode tests = new ObjectMapper().readTree(terminal.out()).path("tests");
    assertThat(tests).hasSize(3);
    double decode = tests.path(0).path("decode_tokens_per_second").path("mean").asDouble();
    assertThat(decode)
        .as("11 tokens in 12 pauses of 30 ms, seen early or late")
        .isBetween(1.0, 60.0);
    double first = tests.path(2).path("first_token_seconds").path("mean").asDouble();
    assertThat(first).as("one of the two waits for the other's 360 ms").isGreaterThan(0.09);
    assertThat(tests.path(2).path("clients").asInt()).isEqualTo(2);
    assertThat(tests.path(2).has("prefill_tokens_per_second")).isFalse();
    assertThat(Files.readString(plot))
        .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\"")
        .contains("Time to first token, devstral-small-2", "<polyline", "</svg>");
  }

  @Test
  void saysWhenTokensAreNotCounted() throws Exception {
    try (FakeAppliance appliance = new FakeAppliance(CERTIFICATE, Fault.NO_USAGE_IN_STREAM)) {
      assertThat(bench(appliance)).isEqualTo(1);
    }
    assertThat(terminal.err()).contains("does not count its tokens");
  }

  @Test
  void refusesLengthsThatMeanNothing() throws Exception {
    try (FakeAppliance appliance = new FakeAppliance(CERTIFICATE, Fault.NONE)) {
      assertThat(bench(appliance, "-p", "3")).isEqualTo(2);
    }
    assertThat(terminal.err()).contains("A prompt has 16 tokens or more.");
  }

  @Test
  void endsWith1WhenTheAnswerBreaksOff() throws Exception {
    try (FakeAppliance appliance = new FakeAppliance(CERTIFICATE, Fault.CUT_BEFORE_DONE)) {
      assertThat(bench(appliance)).isEqualTo(1);
    }
  }

  @Test
  void endsWith1WhenThereIsNoModel() throws Exception {
    try (FakeAppliance appliance = new FakeAppliance(CERTIFICATE, Fault.NO_MODEL)) {
      assertThat(terminal.run("bench", appliance.endpoint(), "--insecure")).isEqualTo(1);
    }
    assertThat(terminal.err()).contains("lists no model");
  }

  @Test
  void endsWith3WhenNobodyAnswers() {
    assertThat(terminal.run("bench", "https://localhost:1", "--insecure", "--timeout", "5s"))
        .isEqualTo(3);
  }
}
