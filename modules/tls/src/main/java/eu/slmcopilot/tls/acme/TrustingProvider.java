package eu.slmcopilot.tls.acme;

import java.net.http.HttpClient;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.shredzone.acme4j.connector.NetworkSettings;
import org.shredzone.acme4j.provider.GenericAcmeProvider;

/** Speaks plain RFC 8555, to authorities whose own certificate a given context trusts. */
final class TrustingProvider extends GenericAcmeProvider {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final SSLContext trust;

  TrustingProvider(SSLContext trust) {
    this.trust = trust;
  }

  @Override
  public HttpClient createHttpClient(NetworkSettings settings) {
    settings.setTimeout(PATIENCE);
    return HttpClient.newBuilder()
        .followRedirects(HttpClient.Redirect.NORMAL)
        .connectTimeout(PATIENCE)
        .proxy(settings.getProxySelector())
        .sslContext(trust)
        .build();
  }
}
