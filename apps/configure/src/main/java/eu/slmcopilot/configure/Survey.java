package eu.slmcopilot.configure;

import eu.slmcopilot.appliance.Layout;
import eu.slmcopilot.appliance.Settings;
import eu.slmcopilot.configure.systemd.ServiceControl;
import eu.slmcopilot.report.Certificate;
import eu.slmcopilot.report.Endpoint;
import eu.slmcopilot.report.Report;
import eu.slmcopilot.report.Report.Status;
import eu.slmcopilot.report.Service;
import eu.slmcopilot.report.TrustAnchor;
import eu.slmcopilot.tls.CertificateFacts;
import eu.slmcopilot.tls.TlsException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.security.cert.X509Certificate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds out how the appliance below a root is doing. */
final class Survey {
  private static final String TITLE = "SLM-Copilot";
  private static final String USER = "copilot";
  private static final int HTTPS = 443;
  private static final int HTTP = 80;

  private final Layout layout;
  private final Tool tool;
  private final ServiceControl services;

  Survey(Layout layout, Tool tool) {
    this.layout = layout;
    this.tool = tool;
    this.services = tool.services().apply(layout);
  }

  /** Only whether the model can answer, which costs next to nothing. */
  boolean isReady() {
    return tool.gateway().look(Settings.read(layout.settings()).listen(), "").ready();
  }

  /**
   * Looks at everything once.
   *
   * @throws eu.slmcopilot.appliance.SettingsException before the first {@code configure}
   */
  Report now() throws IOException {
    Settings settings = Settings.read(layout.settings());
    GatewayProbe.Sighting seen =
        tool.gateway().look(settings.listen(), settings.certificate().domain());
    Optional<Certificate> certificate =
        certificate(seen.chain(), tool.disk().read(layout.caCertificate()));
    Status status = seen.ready() ? Status.READY : seen.alive() ? Status.LOADING : Status.DOWN;
    List<Service> states = states();
    return new Report(
        TITLE,
        OffsetDateTime.now(tool.clock()),
        status,
        endpoint(settings),
        certificate,
        trust(settings),
        states,
        notes(settings, status, certificate, states));
  }

  private static Optional<Certificate> certificate(
      List<X509Certificate> chain, Optional<String> privateCa) {
    return chain.stream()
        .findFirst()
        .map(leaf -> CertificateFacts.of(leaf, privateCa))
        .map(facts -> new Certificate(
            switch (facts.kind()) {
              case PRIVATE_CA -> Certificate.Kind.PRIVATE_CA;
              case SELF_SIGNED -> Certificate.Kind.SELF_SIGNED;
              case ISSUED -> Certificate.Kind.ISSUED;
            },
            facts.issuer(),
            facts.sha256(),
            facts.end()));
  }

  private Endpoint endpoint(Settings settings) throws IOException {
    int port = settings.listen().httpsPort();
    return new Endpoint(
        URI.create("https://" + host(settings) + (port == HTTPS ? "" : ":" + port) + "/v1"),
        USER,
        tool.disk().read(layout.password()).orElse(""),
        settings.engine().model(),
        settings.engine().contextSize(),
        longestAnswer(settings));
  }

  private TrustAnchor trust(Settings settings) throws IOException {
    int port = settings.listen().httpPort();
    return new TrustAnchor(
        layout.caCertificate(),
        URI.create("http://" + host(settings) + (port == HTTP ? "" : ":" + port) + "/ca.pem"),
        tool.disk().read(layout.caCertificate()).flatMap(Survey::fingerprint));
  }

  private static Optional<String> fingerprint(String pem) {
    try {
      return CertificateFacts.ofPem(pem, Optional.empty()).map(CertificateFacts::sha256);
    } catch (TlsException e) {
      return Optional.empty();
    }
  }

  private String host(Settings settings) {
    String domain = settings.certificate().domain();
    String host = domain.isEmpty() ? tool.address().get() : domain;
    return host.contains(":") ? "[" + host + "]" : host;
  }

  /** A quarter of the window at most: editors take it off the room for the prompt. */
  private static int longestAnswer(Settings settings) {
    int quarter = settings.engine().contextSize() / 4;
    int cap = settings.chat().maxTokens();
    return cap == 0 ? quarter : Math.min(cap, quarter);
  }

  private List<Service> states() throws IOException {
    List<Service> states = new ArrayList<>();
    if (services.present()) {
      for (String unit : List.of(ServiceControl.GATEWAY, ServiceControl.ENGINE)) {
        states.add(new Service(unit, services.state(unit)));
      }
    }
    return states;
  }

  private List<String> notes(
      Settings settings, Status status, Optional<Certificate> certificate, List<Service> states)
      throws IOException {
    List<String> notes = new ArrayList<>();
    switch (status) {
      case DOWN ->
        notes.add("The gateway does not answer on port " + settings.listen().httpsPort()
            + ". Its log: journalctl -u slm-copilot-gateway -n 50");
      case LOADING -> notes.add(whyNotReady(states));
      case READY -> {
        // Nothing to say.
      }
    }
    if (certificate.isPresent()) {
      boolean issued = certificate.get().kind() == Certificate.Kind.ISSUED;
      new CertificateNotes(layout, tool)
          .note(settings.certificate().domain(), issued)
          .ifPresent(notes::add);
    }
    return notes;
  }

  private String whyNotReady(List<Service> states) {
    boolean broken = states.stream()
        .anyMatch(service ->
            service.name().equals(ServiceControl.ENGINE) && !service.state().startsWith("active"));
    if (!states.isEmpty() && !Files.exists(layout.weights())) {
      return "There is no model at " + layout.weights() + ", so LocalAI has nothing to serve.";
    }
    return broken
        ? "LocalAI does not run. Its log: journalctl -u local-ai -n 50"
        : "The model is being loaded, which takes minutes. 'slm-copilot status' tells when it is ready.";
  }
}
