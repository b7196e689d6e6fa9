package eu.slmcopilot.configure;

import eu.slmcopilot.appliance.Settings;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Asks {@code /health} and {@code /readyz} without leaving this machine.
 *
 * <p>Any certificate is taken: it is what this wants to see, it is seldom one for a loopback address, and nothing
 * secret is sent.
 */
final class LoopbackProbe implements GatewayProbe {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int OK = 200;

  private static HttpClient client(String domain) {
    SSLParameters parameters = new SSLParameters();
    if (!domain.isEmpty()) {
      parameters.setServerNames(List.of(new SNIHostName(domain)));
    }
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(PATIENCE)
        .sslContext(takingAnything())
        .sslParameters(parameters)
        .build();
  }

  @Override
  public Sighting look(Settings.Listen listen, String domain) {
    HttpClient client = client(domain);
    String host = listen.address().equals("::") ? "127.0.0.1" : listen.address();
    String base =
        "https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + listen.httpsPort();
    try {
      HttpResponse<Void> health = get(client, base + "/health");
      if (health.statusCode() != OK) {
        return Sighting.NOTHING;
      }
      boolean ready = get(client, base + "/readyz").statusCode() == OK;
      return new Sighting(
          true, ready, health.sslSession().map(LoopbackProbe::chain).orElse(List.of()));
    } catch (IOException e) {
      return Sighting.NOTHING;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Sighting.NOTHING;
    }
  }

  private static HttpResponse<Void> get(HttpClient client, String url)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build(),
        HttpResponse.BodyHandlers.discarding());
  }

  private static List<X509Certificate> chain(SSLSession session) {
    try {
      return Arrays.stream(session.getPeerCertificates())
          .map(LoopbackProbe::x509)
          .toList();
    } catch (SSLPeerUnverifiedException e) {
      return List.of();
    }
  }

  private static X509Certificate x509(Certificate certificate) {
    return (X509Certificate) certificate;
  }

  private static SSLContext takingAnything() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Anything()}, new SecureRandom());
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  /** Extended, since the JDK checks names by itself around any other kind. */
  private static final class Anything extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
