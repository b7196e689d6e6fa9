package eu.slmcopilot.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What the table says must be what was measured [SCALE-02]. */
class ResultsTest {
  @Test
  void theMedianIsTheMiddleOneOrTheMeanOfTheMiddleTwo() {
    assertThat(Results.median(List.of(9.0, 1.0, 5.0))).isEqualTo(5.0);
    assertThat(Results.median(List.of(9.0, 1.0, 5.0, 6.0))).isEqualTo(5.5);
  }

  @Test
  void aPercentileIsAValueThatWasMeasured() {
    long[] hundred = LongStream.rangeClosed(1, 100).map(value -> 101 - value).toArray();

    assertThat(Results.percentile(hundred, 0.50)).isEqualTo(50);
    assertThat(Results.percentile(hundred, 0.99)).isEqualTo(99);
    assertThat(Results.percentile(hundred, 1.00)).isEqualTo(100);
    assertThat(Results.percentile(new long[] {7, 8}, 0.50)).isEqualTo(7);
    assertThat(Results.percentile(new long[] {7}, 0.00)).isEqualTo(7);
    assertThat(Results.percentile(new long[0], 0.50)).isNaN();
  }

  @Test
  void aLineHasMedianAndRangeAndOursInRatioToEachPeerThatWasMeasured() {
    var results = new Results();
    for (double value : new double[] {30, 10, 20}) {
      results.add(Figure.REQUEST, Kind.OURS, value);
      results.add(Figure.REQUEST, Kind.NGINX, value / 2);
    }
    results.add(Figure.REQUEST, Kind.CADDY, 40);

    assertThat(results.table().lines().skip(1))
        .singleElement()
        .asString()
        .contains("CPU a small request, keep-alive, us", "20 (10-30)", "10 (5-15)", "40")
        .endsWith("    2.00       -    0.50");
  }

  @Test
  void aPeerWithNothingLostIsNoDivisor() {
    var results = new Results();
    results.add(Figure.MANY_LOST, Kind.OURS, 0);
    results.add(Figure.MANY_LOST, Kind.NGINX, 0);

    assertThat(results.table()).doesNotContain("NaN", "Infinity");
  }
}
