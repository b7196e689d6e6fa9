package eu.slmcopilot.validator.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** [BUILD-03] Rates, means and lengths, by hand. */
class FiguresTest {

  private static Sample sample(long firstMillis, long totalMillis) {
    return new Sample(500, 11, Duration.ofMillis(firstMillis), Duration.ofMillis(totalMillis));
  }

  @Test
  void prefillEndsWithTheFirstTokenAndDecodeBeginsThere() {
    Sample sample = sample(2000, 4000);
    assertThat(sample.prefillRate()).isEqualTo(250);
    assertThat(sample.decodeRate()).isEqualTo(5);
    assertThat(new Sample(5, 1, Duration.ofMillis(5), Duration.ofMillis(9)).decodeRate())
        .isNaN();
  }

  @Test
  void aSpreadIsThatOfASample() {
    Spread spread = Spread.of(List.of(2.0, 4.0, Double.NaN, 9.0), Double::doubleValue);
    assertThat(spread.mean()).isEqualTo(5);
    assertThat(spread.deviation()).isCloseTo(Math.sqrt(13), within(1e-9));
    assertThat(spread.in("t/s")).isEqualTo("5.00 \u00b1 3.61 t/s");
    assertThat(Spread.of(List.<Double>of(), Double::doubleValue).in("s")).isEqualTo("-");
    assertThat(new Spread(123.4, 12.34).in("s")).isEqualTo("123 \u00b1 12.3 s");
  }

  @Test
  void aPromptReadBeforeIsComparedWithItsFirstReading() {
    Spread fresh = Row.length("pp500", List.of(sample(2000, 4000))).firstToken();
    assertThat(Row.again("pp500", List.of(sample(200, 2200)), fresh).note())
        .isEqualTo("prefix cache: first token 10.0 times sooner");
    assertThat(Row.again("pp500", List.of(sample(1900, 4000)), fresh).note())
        .isEqualTo("no gain by a prefix cache (1.1)");
    Row two = Row.clients("x", List.of(sample(1, 2), sample(1, 2)), 2_000_000_000L);
    assertThat(two.together().mean()).isEqualTo(11);
  }

  @Test
  void promptsGetTheLengthThatTheServerCounts() {
    Prompts prompts = new Prompts(new Random(1));
    prompts.learn(16, 52, 96, 172);
    // 1.5 tokens a word and 28 for the frame.
    assertThat(prompts.tokens(628).split("\\s+").length).isBetween(400, 412);
    assertThat(prompts.tokens(100)).isNotEqualTo(prompts.tokens(100));
    assertThat(prompts.tokens(100).charAt(0)).isNotEqualTo(' ');
  }
}
