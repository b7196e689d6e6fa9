package eu.slmcopilot.configure.doctor;

import eu.slmcopilot.appliance.Layout;
import eu.slmcopilot.tls.acme.AcmeState;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/** What the certificate authority was asked and what it answered [SEC-06] [SEC-07]. */
record AuthorityCheck(Layout layout, String domain) implements Check {
  private static final String NAME = "authority";

  @Override
  public Finding look() throws IOException {
    if (domain.isEmpty()) {
      return Finding.skip(NAME, "no domain is set");
    }
    if (Files.exists(layout.ownCertificate())) {
      return Finding.skip(NAME, "the owner's certificate is in use");
    }
    Optional<AcmeState> state = Files.exists(layout.acmeState())
        ? AcmeState.read(Files.readString(layout.acmeState()))
        : Optional.empty();
    return state
        .filter(known -> known.request().startsWith(domain + " "))
        .map(AuthorityCheck::told)
        .orElseGet(() ->
            Finding.warn(NAME, "not asked yet for " + domain, "the gateway asks it while it runs"));
  }

  private static Finding told(AcmeState state) {
    return state
        .problem()
        .map(problem -> Finding.warn(NAME, problem, ""))
        .orElseGet(() -> Finding.ok(NAME, "issued; to be renewed on " + state.next()));
  }
}
