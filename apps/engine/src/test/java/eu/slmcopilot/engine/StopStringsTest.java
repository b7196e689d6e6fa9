package eu.slmcopilot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class StopStringsTest {
  @Test
  void passesEverythingOnWithoutStops() {
    StopStrings stops = new StopStrings(List.of());

    assertThat(stops.accept("abc")).isEqualTo("abc");
    assertThat(stops.rest()).isEmpty();
  }

  @Test
  void cutsAtTheFirstOfSeveralInOnePiece() {
    StopStrings stops = new StopStrings(List.of("END", "STOP"));

    assertThat(stops.accept("a STOP b END")).isEqualTo("a ");
    assertThat(stops.found()).isTrue();
  }

  @Test
  void holdsBackOnlyWhatMayBecomeAStop() {
    StopStrings stops = new StopStrings(List.of("abac"));

    assertThat(stops.accept("xaba")).isEqualTo("x");
    assertThat(stops.accept("b")).isEqualTo("ab");
    assertThat(stops.accept("ac")).isEmpty();
    assertThat(stops.found()).isTrue();
  }

  @Test
  void givesBackInTheEndWhatNeverBecameAStop() {
    StopStrings stops = new StopStrings(List.of("<end>"));

    assertThat(stops.accept("a<en")).isEqualTo("a");
    assertThat(stops.found()).isFalse();
    assertThat(stops.rest()).isEqualTo("<en");
  }
}
