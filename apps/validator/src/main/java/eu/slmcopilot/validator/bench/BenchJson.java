package eu.slmcopilot.validator.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/** The result for programs; what was not measured is left out. */
final class BenchJson {
  private BenchJson() {}

  static void write(PrintWriter out, URI endpoint, String model, List<Row> rows) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("endpoint", endpoint.toString());
    root.put("model", model);
    ArrayNode tests = root.putArray("tests");
    for (Row row : rows) {
      ObjectNode test = tests.addObject();
      test.put("test", row.test());
      test.put("kind", row.kind().name().toLowerCase(Locale.ROOT));
      test.put("clients", row.clients());
      test.put("prompt_tokens", row.promptTokens());
      put(test, "first_token_seconds", row.firstToken());
      put(test, "prefill_tokens_per_second", row.prefill());
      put(test, "decode_tokens_per_second", row.decode());
      put(test, "together_tokens_per_second", row.together());
    }
    out.println(root.toPrettyString());
    out.flush();
  }

  private static void put(ObjectNode test, String name, Spread spread) {
    if (!Double.isNaN(spread.mean())) {
      test.putObject(name).put("mean", spread.mean()).put("deviation", spread.deviation());
    }
  }
}
