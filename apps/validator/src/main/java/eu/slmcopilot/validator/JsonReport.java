package eu.slmcopilot.validator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.slmcopilot.validator.check.Endpoint;
import eu.slmcopilot.validator.check.Result;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** One JSON object for programs, written when all is known. */
final class JsonReport implements Report {
  private final PrintWriter out;
  private final Endpoint endpoint;

  JsonReport(PrintWriter out, Endpoint endpoint) {
    this.out = out;
    this.endpoint = endpoint;
  }

  @Override
  public void begin() {}

  @Override
  public void add(Result result) {}

  @Override
  public void end(List<Result> results) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("endpoint", endpoint.base().toString());
    root.put("passed", ExitCode.of(results) == ExitCode.PASSED);
    ArrayNode checks = root.putArray("checks");
    for (Result result : results) {
      checks
          .addObject()
          .put("name", result.name())
          .put("requirement", result.requirement())
          .put("status", result.status().name().toLowerCase(Locale.ROOT))
          .put("millis", result.millis())
          .put("detail", result.detail())
          .put("remedy", result.remedy());
    }
    out.println(root.toPrettyString());
    out.flush();
  }
}
