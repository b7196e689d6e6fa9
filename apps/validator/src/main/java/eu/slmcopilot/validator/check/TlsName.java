package eu.slmcopilot.validator.check;

import java.io.IOException;
import okhttp3.OkHttpClient;

/** Is the certificate for this host? */
final class TlsName implements Check {
  @Override
  public About about() {
    return new About(
        "tls-name",
        "SEC-01",
        About.Layer.CERTIFICATE,
        "Use the name that the certificate has, or set the appliance's domain to the name you use");
  }

  @Override
  public Outcome run(Visit visit) throws IOException {
    String host = visit.plan().endpoint().host();
    Handshake handshake = visit.handshake();
    // OkHttp's default verifier: the very one that the requests after this go through.
    return new OkHttpClient().hostnameVerifier().verify(host, handshake.session())
        ? Outcome.passed("names " + host)
        : Leniency.of(
            visit,
            "not for " + host + " but for "
                + handshake.leaf().getSubjectX500Principal().getName());
  }
}
