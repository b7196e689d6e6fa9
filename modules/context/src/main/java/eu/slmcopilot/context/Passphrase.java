package eu.slmcopilot.context;

/** The rule for passwords. */
record Passphrase(int least, int advised) {
  private static final int MOST = 256;

  String expected() {
    return least + " to " + MOST + " printable characters, without blanks at either end";
  }

  Reading read(String text) {
    int length = text.codePointCount(0, text.length());
    if (length < least) {
      return Reading.refused("is shorter than " + least + " characters");
    }
    if (length > MOST) {
      return Reading.refused("is longer than " + MOST + " characters");
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      return Reading.refused("has a control character, perhaps a line break");
    }
    if (!text.equals(text.strip())) {
      return Reading.refused("has blanks at an end");
    }
    if (!text.matches("[!-~]+")) {
      return Reading.of(text)
          .warning("has blanks or characters beyond ASCII, which some clients cannot send");
    }
    return length < advised
        ? Reading.of(text).warning("is shorter than " + advised + " characters")
        : Reading.of(text);
  }
}
