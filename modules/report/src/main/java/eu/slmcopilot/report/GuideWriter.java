package eu.slmcopilot.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Writes how one client is connected, as Markdown with the endpoint's own values; thread-safe. */
public final class GuideWriter {
  private static final int HTTPS = 443;

  private final Templates templates = new Templates();

  /**
   * Writes the guide, which holds the password.
   *
   * @param trust where the certificate to trust is, or will be, on the client's machine
   * @throws IOException when {@code out} fails
   */
  public void write(Report report, Client client, ClientTrust trust, Appendable out)
      throws IOException {
    Map<String, Object> values = ReportValues.of(report);
    Optional<Certificate.Kind> kind = report.certificate().map(Certificate::kind);
    boolean selfSigned = kind.filter(Certificate.Kind.SELF_SIGNED::equals).isPresent();
    boolean issued = kind.filter(Certificate.Kind.ISSUED::equals).isPresent();
    values.put("self_signed", selfSigned);
    // Nobody is told to trust nothing in particular because the gateway was down when it was asked.
    values.put("own_ca", !selfSigned && !issued);
    values.put("ca_missing", report.trust().sha256().isEmpty());
    values.put("ca_needed", !issued || trust.origin() == ClientTrust.Origin.NAMED);
    values.put("ca_present", trust.origin() == ClientTrust.Origin.PRESENT);
    values.put("ca_path", trust.file());
    values.put("authority", authority(report.endpoint().baseUrl()));
    values.put("cline_json", StrictJson.written(ClineFile.of(report.endpoint(), report.at())));
    values.put("opencode_json", StrictJson.written(OpenCodeFile.of(report.endpoint())));
    values.put("opencode_model", OpenCodeFile.modelOf(report.endpoint()));
    values.put("chat_json", chat(report.endpoint()).toString());
    values.put("ca_steps", part("ca-file", values));
    values.put("store_steps", part("ca-store", values));
    values.put("faults", part("faults", values));
    out.append(part(client.id(), values)).append('\n');
  }

  private String part(String name, Map<String, Object> values) {
    return templates.render("connect/" + name + ".md", values).stripTrailing();
  }

  private static String authority(URI baseUrl) {
    return baseUrl.getHost() + ":" + (baseUrl.getPort() < 0 ? HTTPS : baseUrl.getPort());
  }

  private static ObjectNode chat(Endpoint endpoint) {
    ObjectNode chat = JsonNodeFactory.instance.objectNode();
    chat.put("model", endpoint.model())
        .put("stream", true)
        .put("max_tokens", endpoint.maxOutputTokens());
    chat.putArray("messages")
        .addObject()
        .put("role", "user")
        .put("content", "Write a function that adds two numbers.");
    return chat;
  }
}
