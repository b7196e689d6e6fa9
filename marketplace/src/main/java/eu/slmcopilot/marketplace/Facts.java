package eu.slmcopilot.marketplace;

import static java.util.stream.Collectors.joining;

import eu.slmcopilot.appliance.CopilotVariable;
import eu.slmcopilot.context.Declaration;
import eu.slmcopilot.context.Reference;
import eu.slmcopilot.context.Variable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the templates may name: all of it comes from elsewhere in this project. */
final class Facts {
  private static final Pattern VERSION = Pattern.compile("(?m)^ONE_SERVICE_VERSION='([^']+)'");
  private static final Pattern INPUT = Pattern.compile("(?m)^  ([A-Z0-9_]+): '(.*)'$");
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final long GIBIBYTE = 1L << 30;

  private Facts() {}

  /**
   * Collects them.
   *
   * @param appliance the text of {@code appliance.sh}, for the version
   * @param pins the text of the pins
   * @param time when this release is made
   */
  static Map<String, Object> of(String appliance, String pins, Instant time) {
    Matcher version = VERSION.matcher(appliance);
    if (!version.find()) {
      throw new IllegalArgumentException("appliance.sh has no line ONE_SERVICE_VERSION='...'.");
    }
    Map<String, String> pinned = Pins.parse(pins);
    Declaration declaration = CopilotVariable.declaration();
    Reference reference = new Reference(declaration);
    return Map.of(
        "version", version.group(1),
        "marketplace_version", version.group(1) + "-1-" + DAY.format(time),
        "creation_time", time.getEpochSecond(),
        "one_apps_version", Pins.of(pinned, "ONE_APPS_TAG").substring(1) + "-0",
        "pins", pinned,
        "backend_pins",
            pinned.keySet().stream()
                .filter(name -> name.startsWith("LOCALAI_BACKEND_"))
                .toList(),
        "size", Long.parseLong(Pins.of(pinned, "DISK_GIB")) * GIBIBYTE,
        "variables", variables(reference),
        "inputs_order", declaration.variables().stream().map(Variable::name).collect(joining(",")),
        "table", reference.markdown().strip());
  }

  /** Keys in small letters, as the community's reviewers want them; the client sees them in capitals. */
  private static List<Map<String, String>> variables(Reference reference) {
    return INPUT
        .matcher(reference.userInputs())
        .results()
        .map(input -> Map.of(
            "name", input.group(1),
            "key", input.group(1).toLowerCase(Locale.ROOT),
            "input", input.group(2)))
        .toList();
  }
}
