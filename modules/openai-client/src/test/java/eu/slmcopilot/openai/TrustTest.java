package eu.slmcopilot.openai;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.net.URI;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which certificates are believed [SEC-01]. */
class TrustTest {
  private final WireMockServer server = new WireMockServer(
      wireMockConfig().dynamicHttpsPort().httpDisabled(true).bindAddress("127.0.0.1"));

  @BeforeEach
  void start() {
    server.start();
    server.stubFor(get("/v1/models").willReturn(okJson("{\"data\":[]}")));
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void refusesAnUnknownCertificateWithItsReason() {
    assertThatThrownBy(() -> models(Trust.system()))
        .isInstanceOf(OpenAiException.Connection.class)
        .hasMessageContaining("trusted");
  }

  @Test
  void believesAPinnedCertificateAndNoOther() throws Exception {
    String fingerprint = HexFormat.ofDelimiter(":")
        .formatHex(MessageDigest.getInstance("SHA-256").digest(shown().getEncoded()));
    assertThat(models(Trust.pinned(fingerprint))).isEmpty();
    assertThatThrownBy(() -> models(Trust.pinned("00".repeat(32))))
        .isInstanceOf(OpenAiException.Connection.class)
        .hasMessageContaining("pin");
  }

  @Test
  void believesAGivenCertificate() throws Exception {
    Trust trust = Trust.certificates(List.of(shown()));
    assertThat(trust.checksName()).isTrue();
    trust.manager().checkServerTrusted(new X509Certificate[] {shown()}, "UNKNOWN");
  }

  @Test
  void refusesWhatIsNoFingerprintOrNoCertificate() {
    assertThatThrownBy(() -> Trust.pinned("abc")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Trust.certificates(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private List<Model> models(Trust trust) throws OpenAiException {
    try (OpenAiClient client = OpenAiClient.of(
            URI.create("https://127.0.0.1:" + server.httpsPort()))
        .trust(trust)
        .build()) {
      return client.models();
    }
  }

  private X509Certificate shown() throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Everybody()}, null);
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", server.httpsPort())) {
      Certificate[] chain = socket.getSession().getPeerCertificates();
      return (X509Certificate) chain[0];
    }
  }

  private static final class Everybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
