package eu.slmcopilot.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** [ONE-01] Context files: what is taken, what is said about it, and what is refused. */
class ContextTest {
  @TempDir
  Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A=$HOME",
        "A=\"$HOME\"",
        "A=\"${HOME}\"",
        "A=`id`",
        "A=\"`id`\"",
        "A=$'x'",
        "A=~/x",
        "A=x:~",
        "A=\"$1\"",
        "A=\"$$\"",
        "A=$[1]"
      })
  void keepsWhatAShellWouldExpandAndSaysSo(String text) throws Exception {
    Context context = parse(text);
    String literal = text.substring(2).replace("\"", "").replace("'", "");
    assertThat(text(context, "A")).isEqualTo(literal);
    assertThat(context.warnings()).singleElement().satisfies(warning -> {
      assertThat(warning.variable()).isEqualTo("A");
      assertThat(warning.message()).contains("line 1", "kept as written");
    });
  }

  @Test
  void saysNothingAboutTheSameInSingleQuotes() throws Exception {
    Context context = parse("A='$HOME `id` ~'");
    assertThat(text(context, "A")).isEqualTo("$HOME `id` ~");
    assertThat(context.warnings()).isEmpty();
  }

  @Test
  void takesTheLastOfTwoEntriesAndSaysSo() throws Exception {
    Context context = parse("A='one'\nB='x'\nA='two'\n");
    assertThat(text(context, "A")).isEqualTo("two");
    assertThat(context.warnings())
        .extracting(Problem::toString)
        .containsExactly("A: line 3: is set more than once; this last value is used.");
  }

  @Test
  void takesWindowsLineEndsForLineEndsAndSaysSoOnce() throws Exception {
    Context context = parse("# head\r\n\r\nA='one'\r\nB=two\r\nC=\"three\" # note\r\nD=''\r");
    assertThat(context.names()).containsExactly("A", "B", "C", "D");
    assertThat(text(context, "A") + text(context, "B") + text(context, "C"))
        .isEqualTo("onetwothree");
    assertThat(context.warnings()).singleElement().asString().contains("CR LF");
  }

  @Test
  void keepsLineEndsInsideQuotesAsTheyAre() throws Exception {
    Context context = parse("A='x\r\ny\n'\n");
    assertThat(text(context, "A")).isEqualTo("x\r\ny\n");
    assertThat(context.warnings()).isEmpty();
  }

  @Test
  void skipsAByteOrderMarkAndNamesNoShellTakes() throws Exception {
    Context context = parse("\uFEFFA='x'\nTWO-PARTS='y'\n9LIVES='z'\n");
    assertThat(context.names()).containsExactly("A");
    assertThat(context.warnings())
        .extracting(Problem::variable)
        .containsExactly("", "TWO-PARTS", "9LIVES");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '%',
      value = {
        "A='x'\\nB='never closed\\nC=1 ! 2 ! B",
        "A=\"never\\n\\nclosed ! 1 ! A",
        "A=one two ! 1 ! A",
        "A='one' two ! 1 ! A",
        "A=one;id ! 1 ! A",
        "A=one&&id ! 1 ! A",
        "A=(one) ! 1 ! A",
        "\\n\\nid ! 3 ! %%",
        "A ='x' ! 1 ! %%",
        "export A='x' ! 1 ! %%",
        "='x' ! 1 ! %%",
        "A='x'\\n'y' ! 2 ! %%",
        "A='x\\0y' ! 1 ! A"
      })
  void refusesWhatIsNoAssignmentWithLineAndVariableButNoValue(
      String escaped, int line, String variable) {
    String text = escaped.replace("\\n", "\n").replace("\\0", "\0");
    ContextSyntaxException refusal =
        catchThrowableOfType(ContextSyntaxException.class, () -> parse(text));
    assertThat(refusal.line()).isEqualTo(line);
    assertThat(refusal.variable()).isEqualTo(variable);
    assertThat(refusal).hasMessageContaining("Line " + line).hasMessageContaining(variable);
    assertThat(refusal.getMessage()).doesNotContain("never closed\n", "two ", "'x'\n");
  }

  @Test
  void showsNoValuesInItsText() throws Exception {
    assertThat(parse("PASSWORD='geheim'")).hasToString("Context[PASSWORD]");
  }

  @Test
  void refusesAFileBeyondTheCap() throws IOException {
    Path file = Files.write(directory.resolve("context.sh"), new byte[Context.LARGEST_FILE + 1]);
    assertThatThrownBy(() -> Context.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("context.sh")
        .hasMessageContaining("larger than");
  }

  @Test
  void givesOutCopiesOfItsBytes() throws Exception {
    Context context = parse("A='x'");
    context.bytes("A").orElseThrow()[0] = 'y';
    assertThat(text(context, "A")).isEqualTo("x");
    assertThat(context.bytes("B")).isEmpty();
  }

  @Test
  void takesTheEnvironmentAsASource() {
    Context context = Context.ofEnvironment(Map.of("A", "é"));
    assertThat(text(context, "A")).isEqualTo("é");
    assertThat(context.delivered()).isFalse();
  }

  private static Context parse(String text) throws ContextSyntaxException {
    return Context.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Context context, String name) {
    return new String(context.bytes(name).orElseThrow(), StandardCharsets.UTF_8);
  }
}
