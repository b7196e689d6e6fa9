package eu.slmcopilot.context.onegate;

import java.util.Map;
import java.util.regex.Pattern;

/** Attributes as OpenNebula's template language has them, {@code NAME="value"}, a line each. */
final class TemplateText {
  private static final Pattern NAME = Pattern.compile("[A-Z_][A-Z0-9_]*");
  // The language has no escape for a backslash, and its parsers differ on a quote.
  private static final Pattern AMBIGUOUS = Pattern.compile("[\"\\\\\\p{Cntrl}]");

  private TemplateText() {}

  static String of(Map<String, String> attributes) {
    StringBuilder text = new StringBuilder();
    attributes.forEach((name, value) -> {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "An attribute's name has capitals, digits and underscores only, not '" + name + "'.");
      }
      if (AMBIGUOUS.matcher(value).find()) {
        throw new IllegalArgumentException("The value of " + name
            + " has a quote, backslash or control character, which OpenNebula could misread.");
      }
      text.append(name).append("=\"").append(value).append("\"\n");
    });
    return text.toString();
  }
}
