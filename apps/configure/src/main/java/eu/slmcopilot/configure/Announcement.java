package eu.slmcopilot.configure;

import eu.slmcopilot.report.Certificate;
import eu.slmcopilot.report.Report;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What everybody who sees the VM in OpenNebula may know of the copilot in it. */
final class Announcement {
  private Announcement() {}

  /** The endpoint, the model, how it is, and the fingerprints by which a client knows that it talks to this VM. */
  static Map<String, String> of(Report report) {
    Map<String, String> attributes = new TreeMap<>();
    attributes.put("ONEAPP_COPILOT_API", report.endpoint().baseUrl().toString());
    attributes.put("ONEAPP_COPILOT_MODEL", report.endpoint().model());
    attributes.put("ONEAPP_COPILOT_STATE", report.status().name().toLowerCase(Locale.ROOT));
    report
        .certificate()
        .map(Certificate::sha256)
        .ifPresent(print -> attributes.put("ONEAPP_COPILOT_CERTIFICATE_SHA256", print));
    report.trust().sha256().ifPresent(print -> attributes.put("ONEAPP_COPILOT_CA_SHA256", print));
    return attributes;
  }
}
