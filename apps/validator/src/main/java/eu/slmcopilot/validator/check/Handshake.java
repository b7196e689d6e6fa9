package eu.slmcopilot.validator.check;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * What a server shows of itself, before anything is believed; no secret is sent.
 *
 * @param session with the version and the certificates
 * @param chain the certificates, the server's own first
 */
record Handshake(SSLSession session, List<X509Certificate> chain) {
  private static final HexFormat COLONS = HexFormat.ofDelimiter(":");

  static Handshake with(Endpoint endpoint, Duration limit) throws IOException {
    try (Socket tcp = new Socket()) {
      int millis = Math.toIntExact(limit.toMillis());
      tcp.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), millis);
      tcp.setSoTimeout(millis);
      SSLSocket tls = (SSLSocket)
          open().getSocketFactory().createSocket(tcp, endpoint.host(), endpoint.port(), true);
      name(tls, endpoint.host());
      tls.startHandshake();
      Certificate[] shown = tls.getSession().getPeerCertificates();
      return new Handshake(
          tls.getSession(),
          Arrays.stream(shown).map(X509Certificate.class::cast).toList());
    } catch (SSLException e) {
      throw new IOException(
          "No TLS handshake on port " + endpoint.port() + ": " + e.getMessage(), e);
    }
  }

  X509Certificate leaf() {
    return chain.get(0);
  }

  /** SHA-256 of the server's certificate, in hexadecimal. */
  String fingerprint() throws IOException {
    return HexFormat.of().formatHex(sha256(leaf()));
  }

  /** For a person to compare: the CA's fingerprint where the server shows its CA, else that of its own certificate. */
  String toCompare() throws IOException {
    X509Certificate last = chain.get(chain.size() - 1);
    boolean ca =
        chain.size() > 1 && last.getIssuerX500Principal().equals(last.getSubjectX500Principal());
    return ca
        ? "SHA-256 of its CA " + COLONS.formatHex(sha256(last)).toUpperCase(Locale.ROOT)
        : "SHA-256 of the server's own certificate, not of its CA, "
            + COLONS.formatHex(sha256(leaf())).toUpperCase(Locale.ROOT);
  }

  private static byte[] sha256(X509Certificate certificate) throws IOException {
    try {
      return MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IOException("The server's certificate cannot be read", e);
    }
  }

  private static void name(SSLSocket tls, String host) {
    // An address is no server name (RFC 6066).
    if (!host.contains(":") && !host.matches("[0-9.]+")) {
      SSLParameters parameters = tls.getSSLParameters();
      parameters.setServerNames(List.of(new SNIHostName(host)));
      tls.setSSLParameters(parameters);
    }
  }

  private static SSLContext open() throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Onlooker()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("This Java has no TLS", e);
    }
  }

  /** Looks at certificates without judging them; the checks do that. */
  private static final class Onlooker implements X509TrustManager {
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
