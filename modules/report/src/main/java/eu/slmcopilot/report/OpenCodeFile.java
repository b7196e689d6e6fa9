package eu.slmcopilot.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** OpenCode's {@code opencode.json}, the one for all projects. */
final class OpenCodeFile implements ClientFile {
  private static final String PROVIDER = "slm-copilot";
  private static final List<String> OPTIONAL = List.of("$schema", "share", "autoupdate");

  /** The file's content where nothing else is in it. */
  static ObjectNode of(Endpoint endpoint) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("$schema", "https://opencode.ai/config.json")
        .put("model", modelOf(endpoint))
        .put("small_model", modelOf(endpoint))
        .put("share", "disabled")
        .put("autoupdate", false);
    root.putObject("provider").set(PROVIDER, provider(endpoint));
    return root;
  }

  /** The endpoint's model as OpenCode names it. */
  static String modelOf(Endpoint endpoint) {
    return PROVIDER + "/" + endpoint.model();
  }

  @Override
  public Path path(Path home, Map<String, String> environment) {
    String base = environment.getOrDefault("XDG_CONFIG_HOME", "");
    return (base.isEmpty() ? home.resolve(".config") : home.resolve(base))
        .resolve("opencode")
        .resolve("opencode.json");
  }

  @Override
  public Merged merged(Optional<String> existing, Report report, boolean replace)
      throws ReportException {
    JsonTree tree = JsonTree.of(existing);
    ObjectNode ours = of(report.endpoint());
    ObjectNode providers = tree.object("provider");
    JsonNode old = providers.path(PROVIDER).path("options").path("baseURL");
    boolean here = JsonTree.leadsTo(old, report.endpoint());
    if (!here && !replace) {
      throw new ReportException("it has a '" + PROVIDER + "' provider for " + JsonTree.hostOf(old)
          + " already: give --replace to put this endpoint there.");
    }
    OPTIONAL.forEach(key -> tree.setIfAbsent(key, ours.get(key)));
    List<String> notes = models(tree.root(), ours);
    JsonNode entry = ours.at("/provider/" + PROVIDER);
    providers.set(
        PROVIDER,
        here && providers.get(PROVIDER) instanceof ObjectNode kept
            ? JsonTree.overlaid(kept.deepCopy(), entry)
            : entry);
    return new Merged(StrictJson.written(tree.root()) + "\n", notes);
  }

  /** A model that the user chose stays, and so does what goes with it. */
  private static List<String> models(ObjectNode root, ObjectNode ours) {
    if (isOthers(root.path("model"))) {
      return List.of("OpenCode's default model stays as it is; choose this one with -m "
          + ours.get("model").asText() + ".");
    }
    root.set("model", ours.get("model"));
    if (isOthers(root.path("small_model"))) {
      return List.of("small_model stays as it is, so the titles of sessions go to another provider;"
          + " set it to " + ours.get("model").asText() + " to keep them here.");
    }
    root.set("small_model", ours.get("small_model"));
    return List.of();
  }

  private static boolean isOthers(JsonNode model) {
    return !model.isMissingNode() && !model.asText().startsWith(PROVIDER + "/");
  }

  private static ObjectNode provider(Endpoint endpoint) {
    ObjectNode provider = JsonNodeFactory.instance.objectNode();
    provider.put("npm", "@ai-sdk/openai-compatible").put("name", "SLM-Copilot");
    ObjectNode options = provider.putObject("options");
    options.put("baseURL", endpoint.baseUrl().toString());
    putLiteral(options, "apiKey", endpoint.password());
    options.put("timeout", false);
    provider
        .putObject("models")
        .putObject(endpoint.model())
        .put("name", endpoint.model())
        .put("attachment", false)
        .put("tool_call", true)
        .putObject("limit")
        .put("context", endpoint.contextSize())
        .put("output", endpoint.maxOutputTokens());
    return provider;
  }

  /** OpenCode replaces {env:NAME} and {file:PATH} in the file's text, before it parses it. */
  private static void putLiteral(ObjectNode node, String field, String value) {
    String json = Escapes.json(value);
    if (json.contains("{")) {
      node.putRawValue(field, new RawValue(json.replace("{", "\\u007b")));
    } else {
      node.put(field, value);
    }
  }
}
