package eu.slmcopilot.it;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may import whom, and what a module may touch: the table of the design, held by the build. */
class HouseRulesTest {
  private static final String OURS = "eu.slmcopilot.";
  static final JavaClasses HOUSE = new ClassFileImporter()
      .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
      // What a module's tests lend to others is in a jar of its own.
      .withImportOption(location -> !location.contains("-tests.jar"))
      .importPackages("eu.slmcopilot");

  /** A room and the rooms it may use; a room that is not here may not exist. */
  private static final Map<String, List<String>> MAY_USE = Map.of(
      "context", List.of(),
      "tls", List.of(),
      "openai", List.of(),
      "gateway", List.of(),
      "report", List.of(),
      "appliance", List.of("context"),
      "gatewayd", List.of("gateway", "tls", "appliance"),
      "configure", List.of("report", "tls", "appliance", "context"),
      "validator", List.of("openai"),
      "engine", List.of());

  static List<String> rooms() {
    return List.copyOf(MAY_USE.keySet());
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void aRoomUsesOnlyWhatTheDesignAllows(String room) {
    List<String> allowed = new ArrayList<>(List.of(OURS + room + "..", "java..", "javax.."));
    MAY_USE.get(room).forEach(other -> allowed.add(OURS + other + ".."));
    classes()
        .that()
        .resideInAPackage(OURS + room + "..")
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(allowed.toArray(String[]::new))
            .or(com.tngtech.archunit.base.DescribedPredicate.not(
                resideInAPackage("eu.slmcopilot.."))))
        .check(HOUSE);
  }

  @Test
  void everyClassLivesInAKnownRoom() {
    assertThat(HOUSE)
        .allMatch(type -> MAY_USE.keySet().stream()
            .anyMatch(room -> (type.getPackageName() + ".").startsWith(OURS + room + ".")));
  }

  @Test
  void theContextLibraryNeedsTheJdkAlone() {
    classes()
        .that()
        .resideInAPackage("eu.slmcopilot.context..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("eu.slmcopilot.context..", "java..")
        .check(HOUSE);
  }

  @Test
  void jsonIsKnownToTheChatPackageAndThreeClassesOfTheGateway() {
    noClasses()
        .that()
        .resideInAPackage("eu.slmcopilot.gateway..")
        .and()
        .resideOutsideOfPackage("eu.slmcopilot.gateway.chat..")
        .and()
        .haveNameNotMatching(".*\\.(OpenAiError|EngineJson|EmptyChunk)")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.fasterxml..")
        .check(HOUSE);
  }

  @Test
  void theGatewayTouchesNoFiles() {
    noClasses()
        .that()
        .resideInAPackage("eu.slmcopilot.gateway..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.nio.file..")
        .check(HOUSE);
    noClasses()
        .that()
        .resideInAPackage("eu.slmcopilot.gateway..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.io.File")
        .check(HOUSE);
  }

  @Test
  void tlsKnowsNoListener() {
    noClasses()
        .that()
        .resideInAPackage("eu.slmcopilot.tls..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.undertow..", "org.xnio..")
        .check(HOUSE);
    noClasses()
        .should()
        .callMethod(java.security.Security.class, "addProvider", java.security.Provider.class)
        .check(HOUSE);
  }

  @Test
  void onlyMainEndsTheProcessOrReadsTheEnvironment() {
    ArchRule exits = noClasses()
        .that()
        .haveSimpleNameNotEndingWith("Main")
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .orShould()
        .callMethod(System.class, "getenv");
    exits.check(HOUSE);
  }

  @Test
  void thereAreNoDrawers() {
    noClasses()
        .should()
        .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Common|Misc)")
        .check(HOUSE);
    assertThat(HOUSE)
        .noneMatch(type ->
            type.getPackageName().matches(".*\\.(util|utils|helper|common|misc|impl)(\\..*)?"));
  }
}
