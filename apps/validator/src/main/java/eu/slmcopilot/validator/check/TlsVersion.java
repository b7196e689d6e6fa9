package eu.slmcopilot.validator.check;

import java.io.IOException;
import java.util.Set;

/** Does it speak TLS of today? */
final class TlsVersion implements Check {
  private static final Set<String> GOOD = Set.of("TLSv1.2", "TLSv1.3");

  @Override
  public About about() {
    return new About(
        "tls-version",
        "SEC-01",
        About.Layer.HANDSHAKE,
        "Point the validator at the HTTPS port; whatever stands in front must offer TLS 1.2 or 1.3");
  }

  @Override
  public Outcome run(Visit visit) throws IOException {
    String version = visit.handshake().session().getProtocol();
    String detail = version + ", " + visit.handshake().session().getCipherSuite();
    return GOOD.contains(version) ? Outcome.passed(detail) : Outcome.failed(detail);
  }
}
