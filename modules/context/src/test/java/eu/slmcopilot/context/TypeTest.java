package eu.slmcopilot.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** [ONE-01] What each type takes, what it makes of it, and what it refuses. */
class TypeTest {
  @ParameterizedTest
  @ValueSource(strings = {"1x", "", "1.5", "0x10", "９", "--1", "99999999999", "1024", "-3"})
  void aNumberOutsideItsRangeOrNoneAtAllIsRefused(String text) {
    assertThat(Type.integer(-2, 1023).read(text).refusal()).isNotEmpty();
  }

  @Test
  void numbersIncludeBothEnds() {
    assertThat(Type.integer(-2, 1023).read("-2").value()).isEqualTo(-2);
    assertThat(Type.integer(-2, 1023).read("+1023").value()).isEqualTo(1023);
    assertThat(Type.port().read("65535").value()).isEqualTo(65535);
    assertThat(Type.port().read("0").isRefused()).isTrue();
  }

  @Test
  void yesAndNoComeInManySpellings() {
    assertThat(List.of("YES", "yes", "1", "True"))
        .allSatisfy(text -> assertThat(Type.yesNo().read(text).value()).isEqualTo(true));
    assertThat(List.of("NO", "no", "0", "FALSE"))
        .allSatisfy(text -> assertThat(Type.yesNo().read(text).value()).isEqualTo(false));
    assertThat(Type.yesNo().read("maybe").refusal()).isNotEmpty();
  }

  @Test
  void aChoiceIsOneOfItsWordsSpelledAsDeclared() {
    Type choice = Type.oneOf("comment", "off");
    assertThat(choice.read("off").value()).isEqualTo("off");
    assertThat(choice.read("COMMENT").value()).isEqualTo("comment");
    assertThat(choice.read("delta").refusal()).isEqualTo("is not one of comment, off");
    assertThat(choice.read("").isRefused()).isTrue();
    assertThat(choice.expected()).isEqualTo("one of comment, off");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "copilot.example.eu",
        "xn--mnchen-3ya.example",
        "a.b",
        "10.0.0.1",
        "2001:db8::1",
        "::1",
        "1.example"
      })
  void namesAndAddressesAreTaken(String text) {
    assertThat(Type.domainOrAddress().read(text).value()).isEqualTo(text);
  }

  @Test
  void namesBecomeLowerCaseWithoutTheFinalDot() {
    assertThat(Type.domainOrAddress().read("Copilot.Example.EU.").value())
        .isEqualTo("copilot.example.eu");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "https://a.b",
        "a..b",
        "-a.b",
        "a-.b",
        "a_b.c",
        "10.0.0.256",
        "1.2.3",
        "a.b:443",
        "münchen.example",
        "a b.c",
        "2001:db8::1::2",
        "fe80::1%eth0",
        ":",
        "*.example.eu",
        "a.1"
      })
  void whatIsNeitherNameNorAddressIsRefused(String text) {
    assertThat(Type.domainOrAddress().read(text).refusal()).isNotEmpty();
  }

  @Test
  void namesBeyondDnsLengthsAreRefused() {
    String label = "a".repeat(63);
    assertThat(Type.domainOrAddress().read(label + ".eu").isRefused()).isFalse();
    assertThat(Type.domainOrAddress().read(label + "a.eu").isRefused()).isTrue();
    assertThat(Type.domainOrAddress().read((label + ".").repeat(4) + "eu").isRefused())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/8", "10.0.0.1", "fd00::/8", "::1", "0.0.0.0/0", "::/128"})
  void addressRangesAreTaken(String text) {
    assertThat(Type.addressRange().read(text).value()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.0/33", "fd00::/129", "10.0.0/8", "host", "10.0.0.0/", "1.1.1.1/-1"})
  void whatIsNoAddressRangeIsRefused(String text) {
    assertThat(Type.addressRange().read(text).refusal()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a@example.eu", "first.last+tag@sub.example.eu"})
  void mailAddressesAreTaken(String text) {
    assertThat(Type.email().read(text).value()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "@b.c", "a@b", "a@b.c, d@e.f", "a b@c.d", "mailto:a@b.c", ".a@b.c"})
  void whatIsNoMailAddressIsRefused(String text) {
    assertThat(Type.email().read(text).refusal()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://ca.example/dir", "http://127.0.0.1:14000/dir", "https://[::1]/x?y=z"})
  void urlsAreTaken(String text) {
    assertThat(Type.url().read(text).value()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ca.example",
        "ftp://a.b",
        "https://",
        "https:///x",
        "https://u:p@a.b/",
        "https://a b/",
        "https://a.b/#x",
        "https://a.b:99999/"
      })
  void whatIsNoUrlIsRefused(String text) {
    assertThat(Type.url().read(text).refusal()).isNotEmpty();
  }

  @Test
  void originsHaveNoPath() {
    Type origins = Type.list(Type.origin());
    assertThat(origins
            .read("https://A.example:8443, http://localhost\thttps://[::1]")
            .value())
        .isEqualTo(List.of("https://a.example:8443", "http://localhost", "https://[::1]"));
    assertThat(origins.read("*").value()).isEqualTo(List.of("*"));
    assertThat(origins.read("https://a.example/").refusal()).isNotEmpty();
    assertThat(origins.read("https://a.example, a.example").refusal()).contains("element");
    assertThat(origins.read("* ".repeat(9000)).refusal()).contains("longer");
    assertThat(origins.read("null").refusal()).isNotEmpty();
  }

  @Test
  void base64TextIsDecodedWithLineBreaksInIt() {
    String text = "-----BEGIN CERTIFICATE-----\nüß\n".repeat(20);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThat(Type.base64().read(Base64.getMimeEncoder().encodeToString(bytes)).value())
        .isEqualTo(text);
    assertThat(Type.base64().read("%%%").refusal()).contains("base64");
    assertThat(Type.base64().read("/////w==").refusal()).contains("UTF-8");
    assertThat(Type.base64().read("A".repeat(300_000)).refusal()).contains("longer");
  }

  @Test
  void passwordsHaveALengthAndNoSurprises() {
    Type type = Type.password(6, 12);
    assertThat(type.read("secre").refusal()).contains("shorter than 6");
    assertThat(type.read("secret").warning()).contains("shorter than 12");
    assertThat(type.read("secretsecret")).isEqualTo(Reading.of("secretsecret"));
    assertThat(type.read("x".repeat(257)).refusal()).contains("longer");
    assertThat(type.read("secret\nsecret").refusal()).contains("control");
    assertThat(type.read("secret\u0000secret").refusal()).contains("control");
    assertThat(type.read("secretsecret ").refusal()).contains("blanks");
    assertThat(type.read("sécretsécret").warning()).contains("ASCII");
    assertThat(type.trimmed(" x ")).isEqualTo(" x ");
  }

  @Test
  void aTextIsOneLineOfModestLength() {
    assertThat(Type.text().read("kid-1").value()).isEqualTo("kid-1");
    assertThat(Type.text().read("a\nb").refusal()).contains("control");
    assertThat(Type.text().read("a".repeat(1025)).refusal()).contains("longer");
  }
}
