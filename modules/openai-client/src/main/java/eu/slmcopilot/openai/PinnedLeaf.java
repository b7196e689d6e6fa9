package eu.slmcopilot.openai;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import javax.net.ssl.X509TrustManager;

/** Believes one certificate, known by its fingerprint. */
final class PinnedLeaf implements X509TrustManager {
  private final String wanted;

  PinnedLeaf(String wanted) {
    this.wanted = wanted;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    String shown = fingerprint(chain[0]);
    if (!shown.equals(wanted)) {
      throw new CertificateException(
          "The server shows the certificate with SHA-256 "
              + shown
              + ", but the pinned one is "
              + wanted
              + ". If the certificate was renewed, pin the new fingerprint; if not, somebody is in between.");
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("A pinned server certificate says nothing about clients.");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }

  private static String fingerprint(X509Certificate certificate) throws CertificateException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new CertificateException("The server's certificate cannot be read", e);
    }
  }
}
