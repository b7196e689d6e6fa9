package eu.slmcopilot.tls.acme;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.shredzone.acme4j.connector.Connection;
import org.shredzone.acme4j.connector.HttpConnector;
import org.shredzone.acme4j.connector.NetworkSettings;
import org.shredzone.acme4j.provider.GenericAcmeProvider;

/** Speaks plain RFC 8555, to authorities whose own certificate a given context trusts. */
final class TrustingProvider extends GenericAcmeProvider {
  private final SSLContext trust;
  private final Duration patience;

  /**
   * Nothing is sent yet.
   *
   * @param patience how long connecting, the head of an answer, and the rest of it may take, each
   */
  TrustingProvider(SSLContext trust, Duration patience) {
    this.trust = trust;
    this.patience = patience;
  }

  @Override
  public HttpClient createHttpClient(NetworkSettings settings) {
    settings.setTimeout(patience);
    return HttpClient.newBuilder()
        // By HTTP/2, Java 17 may send a request into a connection that has just died, and waits the
        // whole time-out for an answer.
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NORMAL)
        .connectTimeout(patience)
        .proxy(settings.getProxySelector())
        .sslContext(trust)
        .build();
  }

  @Override
  public Connection connect(URI server, NetworkSettings settings, HttpClient client) {
    return new WholeAnswers(new HttpConnector(settings, client), patience);
  }
}
