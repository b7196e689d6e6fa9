package eu.slmcopilot.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * Cline's {@code ~/.cline/data/settings/providers.json}, read by its command line and, where no
 * provider is chosen yet, by its VS Code extension.
 *
 * <p>Valid JSON matters more than anything: Cline reads a broken file as an empty one, and then
 * talks to its default provider, which is not this appliance.
 */
final class ClineFile {
  private static final String PROVIDER = "openai-compatible";

  private ClineFile() {}

  /** The file's content. */
  static ObjectNode of(Endpoint endpoint, OffsetDateTime at) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("version", 1).put("lastUsedProvider", PROVIDER).putObject("modes");
    ObjectNode provider = root.putObject("providers").putObject(PROVIDER);
    provider
        .putObject("settings")
        .put("provider", PROVIDER)
        .put("apiKey", endpoint.password())
        .put("model", endpoint.model())
        .put("baseUrl", endpoint.baseUrl().toString())
        .put("contextWindow", endpoint.contextSize());
    provider
        .put(
            "updatedAt",
            DateTimeFormatter.ISO_INSTANT.format(
                at.withOffsetSameInstant(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS)))
        .put("tokenSource", "manual");
    return root;
  }
}
