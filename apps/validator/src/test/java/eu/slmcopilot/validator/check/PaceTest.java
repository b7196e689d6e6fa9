package eu.slmcopilot.validator.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** One by one, or all at once [INFER-02]. */
class PaceTest {

  @Test
  void seesWordsOfASlowModel() {
    assertThat(Pace.of(millis(0, 9_000, 9_200, 9_400, 9_600, 9_800)).streamed()).isTrue();
  }

  @Test
  void seesWordsOfAVeryFastModel() {
    assertThat(Pace.of(millis(0, 10, 11, 12, 13, 14, 15)).streamed()).isTrue();
  }

  @Test
  void seesWordsThatWaitedLongInAQueue() {
    assertThat(Pace.of(millis(0, 300_000, 300_100, 300_200, 300_300)).streamed())
        .isTrue();
  }

  @Test
  void seesOneBurst() {
    assertThat(Pace.of(millis(0, 6_000, 6_000, 6_001, 6_001, 6_002)).streamed()).isFalse();
  }

  @Test
  void seesOneBurstWithAHiccup() {
    assertThat(Pace.of(millis(0, 6_000, 6_000, 6_000, 6_000, 6_200, 6_200, 6_200, 6_200))
            .streamed())
        .isFalse();
  }

  @Test
  void seesAFewBursts() {
    long[] stamps = new long[49];
    for (int piece = 1; piece < stamps.length; piece++) {
      stamps[piece] = 2_000L * (1 + piece / 16);
    }
    assertThat(Pace.of(millis(stamps)).streamed()).isFalse();
  }

  @Test
  void forgivesTheNetworkForJoiningNeighbours() {
    assertThat(Pace.of(millis(0, 40, 40, 80, 80, 120, 120)).streamed()).isTrue();
  }

  @Test
  void doesNotTakeOneOrTwoPiecesForAStream() {
    assertThat(Pace.of(millis(0)).streamed()).isFalse();
    assertThat(Pace.of(millis(0, 500, 900)).streamed()).isFalse();
  }

  private static List<Long> millis(long... stamps) {
    return Arrays.stream(stamps)
        .flatMap(at -> LongStream.of(at * 1_000_000))
        .boxed()
        .toList();
  }
}
