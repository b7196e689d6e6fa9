package eu.slmcopilot.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** [ONE-01] A declaration makes values of a context, and names everything that is wrong at once. */
class DeclarationTest {
  private static final Variable SIZE =
      new Variable("APP_SIZE", Type.integer(1, 10), "5", false, "How large");
  private static final Variable SECRET =
      new Variable("APP_SECRET", Type.password(6, 12), "", true, "It's the password");
  private static final Variable HOSTS =
      new Variable("APP_HOSTS", Type.list(Type.domainOrAddress()), "", false, "Which hosts");
  private static final Variable ON = new Variable("APP_ON", Type.yesNo(), "YES", false, "Whether");
  private static final Declaration DECLARATION =
      new Declaration("APP_", List.of(SIZE, SECRET, HOSTS, ON));

  @Test
  void anEmptyContextGivesTheDefaults() {
    Values values = DECLARATION.read(Context.ofEnvironment(Map.of()));
    assertThat(values.problems()).isEmpty();
    assertThat(values.integer(SIZE)).isEqualTo(5);
    assertThat(values.text(SECRET)).isEmpty();
    assertThat(values.list(HOSTS)).isEmpty();
    assertThat(values.yes(ON)).isTrue();
    assertThat(values.isGiven(SIZE)).isFalse();
  }

  @Test
  void everyVariableIsRead() {
    Values values =
        read("APP_SIZE='7'\nAPP_SECRET='correct-horse'\nAPP_HOSTS='a.b c.d'\nAPP_ON='no'");
    assertThat(values.problems()).isEmpty();
    assertThat(values.integer(SIZE)).isEqualTo(7);
    assertThat(values.text(SECRET)).isEqualTo("correct-horse");
    assertThat(values.list(HOSTS)).containsExactly("a.b", "c.d");
    assertThat(values.yes(ON)).isFalse();
    assertThat(values.isGiven(SIZE)).isTrue();
  }

  @Test
  void emptyAndBlankMeanTheDefaultAndBlanksAroundDoNotCount() {
    assertThat(read("APP_SIZE=''").integer(SIZE)).isEqualTo(5);
    assertThat(read("APP_SIZE='  '").integer(SIZE)).isEqualTo(5);
    assertThat(read("APP_SIZE=' 7 \n'").integer(SIZE)).isEqualTo(7);
  }

  @Test
  void allProblemsComeAtOnceWithValueUnlessSecretAndWhatWasExpected() {
    Values values =
        read("APP_SIZE='99'\nAPP_SECRET='pssst'\nAPP_HOSTS='a.b, ?'\nAPP_ON='x\u001b[2J'");
    assertThat(values.hasErrors()).isTrue();
    assertThat(values.problems())
        .extracting(Problem::toString)
        .containsExactly(
            "APP_SIZE: \"99\" is out of range; expected a whole number from 1 to 10.",
            "APP_SECRET: the value is shorter than 6 characters; expected 6 to 256 printable"
                + " characters, without blanks at either end.",
            "APP_HOSTS: \"a.b, ?\" has an element that is neither a domain nor an address; expected a list, separated"
                + " by commas or blanks, each a full domain name such as copilot.example.eu, or an IP"
                + " address.",
            "APP_ON: \"x\uFFFD[2J\" is neither yes nor no; expected YES or NO.");
    assertThat(values.toString()).doesNotContain("pssst");
    assertThatThrownBy(() -> values.integer(SIZE)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void longValuesAreCutInMessages() {
    assertThat(read("APP_SIZE='" + "9".repeat(500) + "'").problems().get(0).message())
        .hasSizeLessThan(150)
        .contains("…");
  }

  @Test
  void bytesThatAreNoTextAreRefused() throws Exception {
    byte[] text = "APP_SECRET='caf\u00e9-passwort'".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(DECLARATION.read(Context.parse(text)).problems())
        .singleElement()
        .asString()
        .contains("APP_SECRET", "not UTF-8")
        .doesNotContain("caf");
    assertThat(DECLARATION
            .read(Context.ofEnvironment(Map.of("APP_SECRET", "caf\uFFFD-passwort")))
            .hasErrors())
        .isTrue();
  }

  @Test
  void charactersThatBreakOneEnvAreWarnedAboutWhereThereIsAOneEnv() {
    for (String character : List.of("\"", "`", "$", "\\")) {
      String password = "correct" + character + "horse";
      assertThat(read("APP_SECRET='" + password + "'").problems())
          .singleElement()
          .satisfies(problem -> {
            assertThat(problem.isError()).isFalse();
            assertThat(problem.message()).contains("one_env").doesNotContain("correct");
          });
      assertThat(DECLARATION
              .read(Context.ofEnvironment(Map.of("APP_SECRET", password)))
              .problems())
          .isEmpty();
    }
  }

  @Test
  void typingErrorsAreReportedWithTheNameThatWasMeant() {
    assertThat(
            read("APP_SIZZE='7'\napp_on='NO'\nAPP_COMPLETELY_DIFFERENT='x'\nAP_HOSTS='a.b'\nETH0_IP=''")
                .problems())
        .extracting(Problem::toString)
        .containsExactlyInAnyOrder(
            "APP_SIZZE: is not a variable of this appliance and is ignored; did you mean APP_SIZE?",
            "app_on: is not a variable of this appliance and is ignored; did you mean APP_ON?",
            "APP_COMPLETELY_DIFFERENT: is not a variable of this appliance and is ignored.",
            "AP_HOSTS: is not a variable of this appliance and is ignored; did you mean APP_HOSTS?");
  }

  @Test
  void whatIsOddAboutTheFileIsReportedToo() {
    assertThat(read("APP_SIZE='1'\nAPP_SIZE='2'").problems())
        .singleElement()
        .asString()
        .contains("more than once");
  }

  @Test
  void aDeclarationThatContradictsItselfIsRefused() {
    assertThatThrownBy(() -> new Variable("APP_X", Type.integer(1, 2), "3", false, "x"))
        .hasMessageContaining("APP_X");
    assertThatThrownBy(() -> new Variable("APP_X", Type.text(), "", false, "a|b"))
        .hasMessageContaining("help");
    assertThatThrownBy(() -> new Variable("app", Type.text(), "", false, "x"))
        .hasMessageContaining("name");
    assertThatThrownBy(() -> new Declaration("APP_", List.of(SIZE, SIZE)))
        .hasMessageContaining("APP_SIZE");
    assertThatThrownBy(() -> new Declaration("OTHER_", List.of(SIZE)))
        .hasMessageContaining("OTHER_");
    assertThatThrownBy(() -> DECLARATION.read(Context.ofEnvironment(Map.of())).integer(ON))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theReferenceIsWrittenInThreeForms() {
    Reference reference = new Reference(DECLARATION);
    assertThat(reference.text())
        .contains("APP_SIZE\n  How large\n  takes a whole number from 1 to 10; default 5\n");
    assertThat(reference.markdown())
        .startsWith("| Variable | Type | Default | Meaning |\n| --- |")
        .contains("| `APP_SECRET` | password |  | It's the password |\n");
    assertThat(reference.userInputs()).isEqualTo("""
        user_inputs:
          APP_SIZE: 'O|number|How large||5'
          APP_SECRET: 'O|password|It''s the password||'
          APP_HOSTS: 'O|text|Which hosts||'
          APP_ON: 'O|boolean|Whether||YES'
        """);
  }

  private static Values read(String text) {
    try {
      return DECLARATION.read(Context.parse(text.getBytes(StandardCharsets.UTF_8)));
    } catch (ContextSyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
