package eu.slmcopilot.report;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Passwords that break whatever escapes them badly; without line breaks, as the context has none. */
final class NastyPasswords {
  private static final String ALPHABET = "ab \"'\\`;#$%{}|=[]:,<>&*!?~^@-\u00e9\u20ac\u0085\u2028";
  private static final List<String> KNOWN = List.of(
      "s3cret-enough",
      "'; rm -rf ~ #",
      "\\'\"\\\\\"",
      "$HOME`id`$(id)!!",
      "{{ password }}{% raw %}",
      "{env:HOME}{file:/etc/passwd}",
      "``` ~~~",
      "- a: b # c",
      "*anchor &x !tag",
      "\\u0041\\n%s%%",
      "p\u00e4ssw\u00f6rd \ud83d\ude00",
      "#comment",
      "=equals",
      "\ttab\tin\tit",
      "</script><!--");

  private NastyPasswords() {}

  static List<String> all() {
    Random random = new Random(7);
    Stream<String> made = random
        .ints(150, 1, 20)
        .mapToObj(length -> random
            .ints(length, 0, ALPHABET.length())
            .mapToObj(i -> String.valueOf(ALPHABET.charAt(i)))
            .reduce("", String::concat));
    return Stream.concat(KNOWN.stream(), made).toList();
  }
}
