package eu.slmcopilot.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** [BUILD-08] The table in a library's README names its whole interface: what is not there, nobody else uses. */
class LibraryApiTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[^|]*) \\|");
  private static final Pattern TYPE = Pattern.compile("`([A-Z]\\w*)`");

  @ParameterizedTest
  @CsvSource({"context,context", "tls,tls", "openai-client,openai", "report,report"})
  void everyPublicTypeIsInTheTable(String module, String room) throws IOException {
    assertThat(namesOf(publicTypes(room))).containsExactlyInAnyOrderElementsOf(table(module));
  }

  @ParameterizedTest
  @CsvSource({"gateway,gateway"})
  void ofALibraryWithRoomsOnlyWhatIsInTheTableIsUsed(String module, String room)
      throws IOException {
    Set<String> api = table(module);
    Stream<JavaClass> atTheDoor =
        publicTypes(room).filter(type -> type.getPackageName().equals("eu.slmcopilot." + room));
    assertThat(api).containsAll(namesOf(atTheDoor));
    assertThat(namesOf(publicTypes(room))).containsAll(api);
    assertThat(namesOf(usedByOthers(room))).isSubsetOf(api);
  }

  private static Set<String> table(String module) throws IOException {
    String readme = Files.readString(Program.TOP.resolve("modules/" + module + "/README.md"));
    return ROW.matcher(readme)
        .results()
        .flatMap(row -> TYPE.matcher(row.group(1)).results())
        .map(type -> type.group(1))
        .collect(Collectors.toSet());
  }

  private static Stream<JavaClass> publicTypes(String room) {
    return HouseRulesTest.HOUSE.stream()
        .filter(type -> isIn(room, type) && type.isTopLevelClass())
        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC));
  }

  private static Stream<JavaClass> usedByOthers(String room) {
    return HouseRulesTest.HOUSE.stream()
        .filter(type -> !isIn(room, type))
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .map(Dependency::getTargetClass)
        .map(JavaClass::getBaseComponentType)
        .filter(type -> isIn(room, type));
  }

  private static Set<String> namesOf(Stream<JavaClass> types) {
    return types
        .map(LibraryApiTest::outermost)
        .map(JavaClass::getSimpleName)
        .collect(Collectors.toSet());
  }

  private static JavaClass outermost(JavaClass type) {
    Optional<JavaClass> around = type.getEnclosingClass();
    return around.map(LibraryApiTest::outermost).orElse(type);
  }

  private static boolean isIn(String room, JavaClass type) {
    return (type.getPackageName() + ".").startsWith("eu.slmcopilot." + room + ".");
  }
}
