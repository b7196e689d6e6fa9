package eu.slmcopilot.configure.doctor;

/**
 * What a check found.
 *
 * @param name what was looked at, a word or two
 * @param verdict how that is
 * @param finding what was found, without a secret
 * @param remedy what to do about it; empty when there is nothing to do
 */
public record Finding(String name, Verdict verdict, String finding, String remedy) {

  /** How it is. */
  public enum Verdict {
    /** As it should be. */
    OK("ok"),
    /** Works, but a person should know. */
    WARN("warn"),
    /** Does not work. */
    FAIL("FAIL"),
    /** Makes no sense here. */
    SKIP("skip");

    private final String word;

    Verdict(String word) {
      this.word = word;
    }

    /** As a person reads it. */
    public String word() {
      return word;
    }
  }

  static Finding ok(String name, String finding) {
    return new Finding(name, Verdict.OK, finding, "");
  }

  static Finding warn(String name, String finding, String remedy) {
    return new Finding(name, Verdict.WARN, finding, remedy);
  }

  static Finding fail(String name, String finding, String remedy) {
    return new Finding(name, Verdict.FAIL, finding, remedy);
  }

  static Finding skip(String name, String why) {
    return new Finding(name, Verdict.SKIP, why, "");
  }

  /** One line for a terminal. */
  public String line() {
    String what = remedy.isEmpty() ? finding : finding + "; " + remedy;
    return String.format("%-5s %-12s %s", verdict.word(), name, what);
  }
}
