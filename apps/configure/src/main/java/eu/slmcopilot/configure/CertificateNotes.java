package eu.slmcopilot.configure;

import eu.slmcopilot.appliance.Layout;
import eu.slmcopilot.tls.TlsException;
import eu.slmcopilot.tls.acme.AcmeState;
import eu.slmcopilot.tls.renewal.OwnCertificate;
import eu.slmcopilot.tls.renewal.OwnPem;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Says why the certificate that is wanted is not the one that is served, and what to do [SEC-07]. */
record CertificateNotes(Layout layout, Tool tool) {

  /**
   * One sentence or more; empty when all is well.
   *
   * @param domain the public name, may be empty
   * @param issued whether the certificate served is another's than the private CA's
   */
  Optional<String> note(String domain, boolean issued) throws IOException {
    Optional<String> chain = tool.disk().read(layout.ownCertificate());
    Optional<String> key = tool.disk().read(layout.ownKey());
    if (chain.isPresent() && key.isPresent()) {
      return own(new OwnPem(chain.get(), key.get()), domain);
    }
    if (domain.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> problem = problem(domain);
    if (issued) {
      return problem.map(
          why -> "The certificate for " + domain + " could not be renewed so far. " + why);
    }
    return Optional.of("There is no certificate of a public authority for " + domain
        + " yet; the appliance's own serves meanwhile. "
        + problem.orElse("It is being asked for.")
        + " 'slm-copilot doctor' checks what it needs.");
  }

  private Optional<String> own(OwnPem pem, String domain) {
    try {
      OwnCertificate.checked(
          pem, domain.isEmpty() ? List.of() : List.of(domain), tool.clock().instant());
      return Optional.empty();
    } catch (TlsException e) {
      return Optional.of(
          "Your own certificate is not served, the appliance's own is: " + e.getMessage());
    }
  }

  private Optional<String> problem(String domain) throws IOException {
    return tool.disk()
        .read(layout.acmeState())
        .flatMap(AcmeState::read)
        .filter(state -> state.request().startsWith(domain + " "))
        .flatMap(AcmeState::problem);
  }
}
