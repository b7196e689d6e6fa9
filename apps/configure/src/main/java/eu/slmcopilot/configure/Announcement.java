package eu.slmcopilot.configure;

import eu.slmcopilot.appliance.CopilotVariable;
import eu.slmcopilot.report.Certificate;
import eu.slmcopilot.report.Report;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What everybody who sees the VM in OpenNebula may know of the copilot in it. */
final class Announcement {
  static final String API = CopilotVariable.PREFIX + "API";
  static final String STATE = CopilotVariable.PREFIX + "STATE";

  private Announcement() {}

  /** The endpoint, the model, how it is, and the fingerprints by which a client knows that it talks to this VM. */
  static Map<String, String> of(Report report) {
    Map<String, String> attributes = new TreeMap<>();
    attributes.put(API, report.endpoint().baseUrl().toString());
    attributes.put(CopilotVariable.PREFIX + "MODEL", report.endpoint().model());
    attributes.put(STATE, report.status().name().toLowerCase(Locale.ROOT));
    report
        .certificate()
        .map(Certificate::sha256)
        .ifPresent(print -> attributes.put(CopilotVariable.PREFIX + "CERTIFICATE_SHA256", print));
    report
        .trust()
        .sha256()
        .ifPresent(print -> attributes.put(CopilotVariable.PREFIX + "CA_SHA256", print));
    return attributes;
  }
}
