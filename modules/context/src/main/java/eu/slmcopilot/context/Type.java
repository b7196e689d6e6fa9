package eu.slmcopilot.context;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * What a variable's text must look like and what it becomes.
 *
 * <p>Immutable. All but {@link #password} ignore blanks around the text.
 */
public final class Type {
  private static final int LONGEST_TEXT = 1024;
  private static final int LONGEST_LIST = 16 * 1024;
  private static final int LONGEST_BASE64 = 256 * 1024;

  private final String name;
  private final String expected;
  private final String input;
  private final Class<?> valueClass;
  private final boolean trims;
  private final Function<String, Reading> reader;

  private Type(
      String name,
      String expected,
      String input,
      Class<?> valueClass,
      boolean trims,
      Function<String, Reading> reader) {
    this.name = name;
    this.expected = expected;
    this.input = input;
    this.valueClass = valueClass;
    this.trims = trims;
    this.reader = reader;
  }

  /** One line of at most 1024 characters. */
  public static Type text() {
    return ofText("text", "one line of at most " + LONGEST_TEXT + " characters", Reading::of);
  }

  /** A whole number from {@code least} to {@code most}, both included. */
  public static Type integer(int least, int most) {
    String range = "a whole number from " + least + " to " + most;
    return new Type("number " + least + ".." + most, range, "number", Integer.class, true, text -> {
      if (!text.matches("[+-]?[0-9]{1,10}")) {
        return Reading.refused("is not a whole number");
      }
      long number = Long.parseLong(text);
      return number < least || number > most
          ? Reading.refused("is out of range")
          : Reading.of((int) number);
    });
  }

  /** A TCP port, 1 to 65535. */
  public static Type port() {
    return integer(1, 65535);
  }

  /** {@code YES} or {@code NO}, also 1, 0, true, false, in any case. */
  public static Type yesNo() {
    return new Type(
        "boolean", "YES or NO", "boolean", Boolean.class, true, text -> switch (text.toUpperCase(
            Locale.ROOT)) {
          case "YES", "1", "TRUE" -> Reading.of(true);
          case "NO", "0", "FALSE" -> Reading.of(false);
          default -> Reading.refused("is neither yes nor no");
        });
  }

  /** One of these words, in any case; the value is spelled as here. */
  public static Type oneOf(String... words) {
    List<String> choices = List.of(words);
    String expected = "one of " + String.join(", ", choices);
    return ofText(
        "choice",
        expected,
        text -> choices.stream()
            .filter(word -> word.equalsIgnoreCase(text))
            .findFirst()
            .map(Reading::of)
            .orElseGet(() -> Reading.refused("is not " + expected)));
  }

  /** A fully qualified domain name or an IP address; names become lower case. */
  public static Type domainOrAddress() {
    return ofText(
        "domain or address",
        "a full domain name such as copilot.example.eu, or an IP address",
        NetworkNames::domainOrAddress);
  }

  /** An IP address or a range of them, such as {@code 10.0.0.0/8}. */
  public static Type addressRange() {
    return ofText(
        "address range",
        "an IP address or a range such as 10.0.0.0/8 or fd00::/8",
        NetworkNames::addressRange);
  }

  /** An e-mail address. */
  public static Type email() {
    return ofText("e-mail", "an e-mail address such as admin@example.eu", NetworkNames::email);
  }

  /** An absolute http or https URL without user information. */
  public static Type url() {
    return ofText("URL", "a URL such as https://ca.example.eu/directory", NetworkNames::url);
  }

  /** A browser origin such as {@code https://ide.example.eu}, or {@code *} for all. */
  public static Type origin() {
    return ofText(
        "origin", "* or an origin such as https://ide.example.eu:8443", NetworkNames::origin);
  }

  /** Elements apart by commas or blanks, in at most 16 KiB; the value is a list. */
  public static Type list(Type element) {
    String expected = "a list, separated by commas or blanks, each " + element.expected;
    return new Type("list: " + element.name, expected, "text", List.class, true, text -> {
      if (text.length() > LONGEST_LIST) {
        return Reading.refused("is longer than " + LONGEST_LIST + " characters");
      }
      List<Object> values = new ArrayList<>();
      for (String part : text.split("[,\\s]+")) {
        if (!part.isEmpty()) {
          Reading reading = element.reader.apply(part);
          if (reading.isRefused()) {
            return Reading.refused("has an element that " + reading.refusal());
          }
          values.add(reading.value());
        }
      }
      return Reading.of(List.copyOf(values));
    });
  }

  /** Text of up to 256 KiB that arrives in base64, as {@code text64} user inputs do. */
  public static Type base64() {
    return new Type("base64", "text in base64", "text64", String.class, true, text -> {
      if (text.length() > LONGEST_BASE64) {
        return Reading.refused("is longer than " + LONGEST_BASE64 + " characters");
      }
      try {
        byte[] bytes = Base64.getDecoder().decode(text.replaceAll("\\s+", ""));
        return Reading.of(
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
      } catch (IllegalArgumentException e) {
        return Reading.refused("is not valid base64");
      } catch (CharacterCodingException e) {
        return Reading.refused("is base64, but of something that is not UTF-8 text");
      }
    });
  }

  /**
   * A password: printable, nothing trimmed from it, at most 256 characters.
   *
   * @param least the shortest accepted, in characters
   * @param advised shorter ones are accepted with a warning
   */
  public static Type password(int least, int advised) {
    Passphrase rule = new Passphrase(least, advised);
    return new Type("password", rule.expected(), "password", String.class, false, rule::read);
  }

  private static Type ofText(String name, String expected, Function<String, Reading> reader) {
    return new Type(name, expected, "text", String.class, true, text -> {
      if (text.length() > LONGEST_TEXT) {
        return Reading.refused("is longer than " + LONGEST_TEXT + " characters");
      }
      return text.chars().anyMatch(Character::isISOControl)
          ? Reading.refused("has a control character, perhaps a line break")
          : reader.apply(text);
    });
  }

  /** What a person is told to write, for messages. */
  public String expected() {
    return expected;
  }

  /** A short name for tables. */
  public String name() {
    return name;
  }

  /** The type of OpenNebula's {@code USER_INPUTS} that fits best. */
  public String userInput() {
    return input;
  }

  /** The text without the blanks that do not count. */
  String trimmed(String text) {
    return trims ? text.strip() : text;
  }

  Reading read(String text) {
    return reader.apply(text);
  }

  Class<?> valueClass() {
    return valueClass;
  }
}
