package eu.slmcopilot.marketplace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PinsTest {
  @Test
  void aValueMayNameValuesAboveIt() {
    String text = "# of the test\nTAG=v1.2\nURL=https://example.org/$TAG/file-$TAG.bin\n";

    assertThat(Pins.parse(text)).containsEntry("URL", "https://example.org/v1.2/file-v1.2.bin");
  }

  @Test
  void aRemarkAfterAValueIsNotPartOfIt() {
    assertThat(Pins.parse("BYTES=200 # about\nEMPTY=\n"))
        .containsEntry("BYTES", "200")
        .containsEntry("EMPTY", "");
  }

  @Test
  void aPinThatIsNeededAndMissingIsNamed() {
    assertThatThrownBy(() -> Pins.of(Pins.parse("A=1\nDISK_GIB=\n"), "DISK_GIB"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sets no DISK_GIB");
  }

  @Test
  void aNameThatNoLineSetsIsRefused() {
    assertThatThrownBy(() -> Pins.parse("A=1\nURL=$TAG/x\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("$TAG")
        .hasMessageContaining("known there: A");
  }
}
