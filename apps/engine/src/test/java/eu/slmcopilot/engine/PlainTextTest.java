package eu.slmcopilot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PlainTextTest {
  @Test
  void hidesAstralCharactersAndRevealsThemAgain() {
    // The text has a private-use character of its own.
    String text = "a😀b🚀😀\uE000 é";
    PlainText plain = new PlainText(text);

    String hidden = plain.hide(text);

    assertThat(hidden.codePoints().toArray()).hasSize(hidden.length());
    assertThat(plain.reveal("<|user|>" + hidden)).isEqualTo("<|user|>" + text);
  }

  @Test
  void replacesWhatIsNoCharacterAndDropsNul() {
    assertThat(PlainText.of("a\uD83Db\u0000c😀")).isEqualTo("a\uFFFDbc😀");
  }
}
