package eu.slmcopilot.marketplace;

import static java.util.stream.Collectors.joining;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The pins of the image: lines of {@code NAME=value}, in which {@code $NAME} stands for a value above. */
final class Pins {
  private static final Pattern LINE = Pattern.compile("(?m)^([A-Z][A-Z0-9_]*)=(\\S*)");
  private static final Pattern REFERENCE = Pattern.compile("\\$([A-Z][A-Z0-9_]*)");

  private Pins() {}

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException naming what a value refers to and no line above sets
   */
  static Map<String, String> parse(String text) {
    Map<String, String> pins = new LinkedHashMap<>();
    LINE.matcher(text)
        .results()
        .forEach(line -> pins.put(line.group(1), expanded(line.group(2), pins)));
    return pins;
  }

  /**
   * One of them.
   *
   * @throws IllegalArgumentException when no line sets it
   */
  static String of(Map<String, String> pins, String name) {
    String value = pins.get(name);
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException("packer/pins.env sets no " + name + ".");
    }
    return value;
  }

  private static String expanded(String value, Map<String, String> pins) {
    return REFERENCE.matcher(value).replaceAll(reference -> {
      String known = pins.get(reference.group(1));
      if (known == null) {
        throw new IllegalArgumentException("The pins use $" + reference.group(1)
            + ", which no line above sets; known there: "
            + new TreeMap<>(pins).keySet().stream().collect(joining(", ")) + ".");
      }
      return Matcher.quoteReplacement(known);
    });
  }
}
