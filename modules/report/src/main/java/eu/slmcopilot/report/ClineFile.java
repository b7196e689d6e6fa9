package eu.slmcopilot.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Cline's {@code ~/.cline/data/settings/providers.json}, read by its command line and, where no
 * provider is chosen yet, by its VS Code extension.
 *
 * <p>Valid JSON matters more than anything: Cline reads a broken file as an empty one, and then
 * talks to its default provider, which is not this appliance.
 */
final class ClineFile implements ClientFile {
  private static final String PROVIDER = "openai-compatible";
  private static final int VERSION = 1;

  /** The file's content where nothing else is in it. */
  static ObjectNode of(Endpoint endpoint, OffsetDateTime at) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("version", VERSION).put("lastUsedProvider", PROVIDER).putObject("modes");
    root.putObject("providers").set(PROVIDER, entry(settings(endpoint), at));
    return root;
  }

  @Override
  public Path path(Path home, Map<String, String> environment) {
    String data = environment.getOrDefault("CLINE_DATA_DIR", "");
    String own = environment.getOrDefault("CLINE_DIR", "");
    Path directory = !data.isEmpty()
        ? home.resolve(data)
        : (own.isEmpty() ? home.resolve(".cline") : home.resolve(own)).resolve("data");
    return directory.resolve("settings").resolve("providers.json");
  }

  @Override
  public Merged merged(Optional<String> existing, Report report, boolean replace)
      throws ReportException {
    JsonTree tree = JsonTree.of(existing);
    ObjectNode root = tree.root();
    if (root.path("version").asInt(VERSION) != VERSION) {
      throw new ReportException("it has version " + root.path("version").asInt()
          + " and this tool knows version 1 only: enter the values by hand.");
    }
    List<String> notes = new ArrayList<>();
    String last = root.path("lastUsedProvider").asText(PROVIDER);
    if (!last.equals(PROVIDER)) {
      notes.add("Cline used another provider last; it now starts with this endpoint.");
    }
    root.put("version", VERSION).put("lastUsedProvider", PROVIDER);
    tree.object("modes");
    ObjectNode providers = tree.object("providers");
    JsonNode old = providers.path(PROVIDER).path("settings");
    ObjectNode settings = settings(report.endpoint());
    boolean ours = JsonTree.leadsTo(old.path("baseUrl"), report.endpoint());
    if (!ours && !replace) {
      throw new ReportException("it has an '" + PROVIDER + "' provider for "
          + JsonTree.hostOf(old.path("baseUrl"))
          + ", and Cline has room for one: give --replace to put this endpoint there.");
    }
    if (ours && old instanceof ObjectNode kept) {
      settings = kept.deepCopy().setAll(settings);
    }
    if (!settings.equals(old)) {
      providers.set(PROVIDER, entry(settings, report.at()));
    }
    return new Merged(StrictJson.written(root) + "\n", notes);
  }

  private static ObjectNode settings(Endpoint endpoint) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("provider", PROVIDER)
        .put("apiKey", endpoint.password())
        .put("model", endpoint.model())
        .put("baseUrl", endpoint.baseUrl().toString())
        .put("contextWindow", endpoint.contextSize());
  }

  private static ObjectNode entry(ObjectNode settings, OffsetDateTime at) {
    ObjectNode entry = JsonNodeFactory.instance.objectNode();
    entry.set("settings", settings);
    return entry
        .put(
            "updatedAt",
            DateTimeFormatter.ISO_INSTANT.format(
                at.withOffsetSameInstant(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS)))
        .put("tokenSource", "manual");
  }
}
