package eu.slmcopilot.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** [BUILD-08] What the documents point to is there, and who runs their commands is known. */
class DocsTest {
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final Pattern SHELL = Pattern.compile("(?m)^```(sh|bash|shell)$");

  static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.walk(Program.TOP)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> Stream.of("src", "target", "build", "node_modules", ".git")
              .noneMatch(
                  part -> Program.TOP.relativize(file).toString().matches("(.*/)?" + part + "/.*")))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkLeadsSomewhere(Path page) {
    LINK.matcher(text(page))
        .results()
        .map(link -> link.group(1))
        .filter(target -> !target.matches("[a-z]+:.*"))
        .forEach(target -> {
          String[] parts = target.split("#", 2);
          Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
          assertThat(file).as("%s links to %s", page, target).exists();
          if (parts.length == 2) {
            assertThat(anchors(file)).as("%s links to %s", page, target).contains(parts[1]);
          }
        });
  }

  /** As GitHub makes them. */
  private static Set<String> anchors(Path page) {
    Set<String> anchors = new TreeSet<>();
    HEADING
        .matcher(text(page))
        .results()
        .forEach(heading -> anchors.add(heading
            .group(1)
            .toLowerCase(java.util.Locale.ROOT)
            .replaceAll("[^a-z0-9 _-]", "")
            .replace(' ', '-')));
    return anchors;
  }

  @Test
  void commandsStandOnlyWhereSomethingRunsThem() throws IOException {
    // README.md: tests/commands/readme_test.sh; docs/ide: make clients-test; manual-build.md: make
    // image-test GUIDE=yes.
    // Elsewhere, what only a deployed VM can run is marked as console.
    assertThat(pages())
        .filteredOn(page -> SHELL.matcher(text(page)).find())
        .extracting(page -> Program.TOP.relativize(page).toString())
        .allMatch(name -> name.equals("README.md")
            || name.startsWith("docs/ide/")
            || name.equals("docs/manual-build.md"));
  }

  private static String text(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
