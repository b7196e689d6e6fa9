package eu.slmcopilot.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A chunk's latency is read wherever the network cuts it [SCALE-02]. */
class ChunkClockTest {
  private final LongList micros = new LongList();
  private final ChunkClock clock = new ChunkClock(micros);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 1000})
  void everyChunkIsTimedOnceHoweverItIsCut(int size) {
    long sent = System.nanoTime() - 3_000_000;
    String stream = "data: {\"t\":" + sent + ",\"text\":\"\"t\"}\n\ndata: {\"t\":" + sent + "}\n\n";

    feed(stream, size);

    assertThat(Arrays.stream(micros.toArray()).boxed())
        .hasSize(2)
        .allMatch(latency -> latency >= 3_000);
    assertThat(clock.isDone()).isFalse();
  }

  @Test
  void theEndIsSeenAcrossTwoReads() {
    feed("data: [DO", 9);
    assertThat(clock.isDone()).isFalse();

    feed("NE]\n\n", 5);

    assertThat(clock.isDone()).isTrue();
    assertThat(micros.size()).isZero();
  }

  private void feed(String text, int size) {
    byte[] bytes = text.getBytes(US_ASCII);
    for (int from = 0; from < bytes.length; from += size) {
      byte[] part = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size));
      clock.look(part, part.length);
    }
  }
}
