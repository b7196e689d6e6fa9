package eu.slmcopilot.validator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs the command line and keeps what it printed. */
final class Terminal {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  Map<String, String> environment = Map.of("SLM_COPILOT_PASSWORD", FakeAppliance.PASSWORD);
  Optional<String> typed = Optional.empty();
  boolean colour;

  int run(String... args) {
    Surroundings surroundings = new Surroundings(
        name -> Optional.ofNullable(environment.get(name)),
        prompt -> typed,
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        colour,
        colour,
        Clock.systemUTC());
    return ValidatorMain.commandLine(surroundings).execute(args);
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }

  /** Name and requirement of each check that has this status, from the JSON report. */
  List<String> checks(String status) throws Exception {
    JsonNode report = new ObjectMapper().readTree(out());
    List<String> names = new ArrayList<>();
    for (JsonNode check : report.path("checks")) {
      if (check.path("status").asText().equals(status)) {
        names.add(check.path("name").asText() + " " + check.path("requirement").asText());
      }
    }
    return names;
  }
}
