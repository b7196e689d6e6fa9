package eu.slmcopilot.configure;

import eu.slmcopilot.appliance.Layout;
import eu.slmcopilot.appliance.Settings;
import eu.slmcopilot.report.Certificate;
import eu.slmcopilot.report.Endpoint;
import eu.slmcopilot.report.Report;
import eu.slmcopilot.report.Report.Status;
import eu.slmcopilot.report.Service;
import eu.slmcopilot.tls.CertificateFacts;
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
        layout.caCertificate(),
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
    String domain = settings.certificate().domain();
    String host = domain.isEmpty() ? tool.address().get() : domain;
    int port = settings.listen().httpsPort();
    return new Endpoint(
        URI.create("https://" + (host.contains(":") ? "[" + host + "]" : host)
            + (port == HTTPS ? "" : ":" + port) + "/v1"),
        USER,
        tool.disk().read(layout.password()).orElse(""),
        settings.engine().model(),
        settings.engine().contextSize());
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
