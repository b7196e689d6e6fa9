package eu.slmcopilot.openai;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Which certificate of a server is believed; immutable.
 *
 * <p>Nothing here is read from a file: certificates come in as objects.
 */
public final class Trust {
  private final X509TrustManager manager;
  private final boolean checksName;

  private Trust(X509TrustManager manager, boolean checksName) {
    this.manager = manager;
    this.checksName = checksName;
  }

  /** The authorities this Java trusts. */
  public static Trust system() {
    return new Trust(managerOver(null), true);
  }

  /**
   * These authorities (or a server's own self-signed certificate) and no others.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Trust certificates(Collection<X509Certificate> authorities) {
    if (authorities.isEmpty()) {
      throw new IllegalArgumentException(
          "No certificate was given; at least one is needed to trust anybody.");
    }
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      int number = 0;
      for (X509Certificate authority : authorities) {
        store.setCertificateEntry("authority-" + number++, authority);
      }
      return new Trust(managerOver(store), true);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("These certificates cannot be used: " + e.getMessage(), e);
    }
  }

  /**
   * Exactly the server certificate with this fingerprint; its name and dates do not matter then.
   *
   * @param sha256 64 hexadecimal digits, colons allowed, of the certificate's DER form
   * @throws IllegalArgumentException when it is no such fingerprint
   */
  public static Trust pinned(String sha256) {
    String wanted = sha256.replace(":", "").toLowerCase(Locale.ROOT);
    if (!wanted.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "A SHA-256 fingerprint has 64 hexadecimal digits; this is not one: " + sha256);
    }
    return new Trust(new PinnedLeaf(wanted), false);
  }

  /** What judges a chain; for other connections that the caller makes to the same server. */
  public X509TrustManager manager() {
    return manager;
  }

  /** Whether the certificate must name the host as well; not so when it is pinned. */
  public boolean checksName() {
    return checksName;
  }

  /** A TLS context that believes the same; for other connections to the same server. */
  public SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {manager}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no TLS", e);
    }
  }

  private static X509TrustManager managerOver(KeyStore store) {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509TrustManager x509) {
          return x509;
        }
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java cannot check certificates", e);
    }
    throw new IllegalStateException("This Java cannot check X.509 certificates");
  }
}
