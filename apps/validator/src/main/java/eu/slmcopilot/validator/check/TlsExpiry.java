package eu.slmcopilot.validator.check;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/** Is the certificate valid today? */
final class TlsExpiry implements Check {
  @Override
  public About about() {
    return new About(
        "tls-expiry",
        "SEC-01",
        About.Layer.CERTIFICATE,
        "Compare the clocks; if they are right, the renewal fails: the reason stands in "
            + "/var/log/one-appliance/slm-copilot.log on the VM");
  }

  @Override
  public Outcome run(Visit visit) throws IOException {
    X509Certificate leaf = visit.handshake().leaf();
    Instant now = visit.plan().clock().instant();
    Instant from = leaf.getNotBefore().toInstant();
    Instant until = leaf.getNotAfter().toInstant();
    if (now.isBefore(from)) {
      return Leniency.of(visit, "not valid before " + from);
    }
    return now.isAfter(until)
        ? Leniency.of(visit, "expired at " + until)
        : Outcome.passed("until " + until + ", " + Duration.between(now, until).toDays() + " days");
  }
}
