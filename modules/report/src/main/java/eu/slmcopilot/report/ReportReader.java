package eu.slmcopilot.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the JSON form of a report back, on a machine that is not the appliance. */
public final class ReportReader {
  private static final String ADVICE =
      " It has to be what 'slm-copilot report --format json' prints on the appliance.";

  private ReportReader() {}

  /**
   * The report that was written as {@link Format#JSON}.
   *
   * @throws ReportException when the text is something else
   */
  public static Report read(String json) throws ReportException {
    ObjectNode root = StrictJson.object(json);
    try {
      return new Report(
          text(root, "/title"),
          OffsetDateTime.parse(text(root, "/at")),
          Report.Status.valueOf(text(root, "/status").toUpperCase(Locale.ROOT)),
          endpoint(root),
          certificate(root),
          new TrustAnchor(
              Path.of(text(root, "/trust/ca_file")),
              URI.create(text(root, "/trust/ca_url")),
              Optional.ofNullable(root.at("/trust/sha256").textValue())),
          services(root),
          notes(root));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new ReportException(
          "one of its values makes no sense (" + e.getClass().getSimpleName() + ")." + ADVICE);
    }
  }

  private static Endpoint endpoint(JsonNode root) throws ReportException {
    return new Endpoint(
        URI.create(text(root, "/endpoint/base_url")),
        text(root, "/endpoint/user"),
        text(root, "/endpoint/password"),
        text(root, "/endpoint/model"),
        number(root, "/endpoint/context_size"),
        number(root, "/endpoint/max_output_tokens"));
  }

  private static Optional<Certificate> certificate(JsonNode root) throws ReportException {
    if (root.at("/certificate/kind").isMissingNode()) {
      return Optional.empty();
    }
    return Optional.of(new Certificate(
        Certificate.Kind.valueOf(text(root, "/certificate/kind").toUpperCase(Locale.ROOT)),
        text(root, "/certificate/issuer"),
        text(root, "/certificate/sha256"),
        Instant.parse(text(root, "/certificate/expires"))));
  }

  private static List<Service> services(JsonNode root) {
    List<Service> services = new ArrayList<>();
    root.path("services")
        .properties()
        .forEach(
            entry -> services.add(new Service(entry.getKey(), entry.getValue().asText())));
    return services;
  }

  private static List<String> notes(JsonNode root) {
    List<String> notes = new ArrayList<>();
    root.path("notes").forEach(note -> notes.add(note.asText()));
    return notes;
  }

  private static String text(JsonNode root, String pointer) throws ReportException {
    JsonNode value = root.at(pointer);
    if (!value.isTextual()) {
      throw lacking(pointer);
    }
    return value.textValue();
  }

  private static int number(JsonNode root, String pointer) throws ReportException {
    JsonNode value = root.at(pointer);
    if (!value.isInt()) {
      throw lacking(pointer);
    }
    return value.intValue();
  }

  private static ReportException lacking(String pointer) {
    return new ReportException(
        "it has no " + pointer.substring(1).replace('/', '.') + "." + ADVICE);
  }
}
