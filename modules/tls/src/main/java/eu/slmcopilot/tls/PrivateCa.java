package eu.slmcopilot.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate authority of this machine alone: made once, then kept, so that a client that trusts
 * it goes on doing so through every new leaf. Safe for use by several threads.
 */
public final class PrivateCa implements CertificateIssuer {
  private static final String SECRET_FILE = "ca-private.pem";
  private static final String PUBLIC_FILE = "ca.pem";

  private final KeyMaterial authority;
  private final Path certificateFile;
  private final CertificateForms forms;

  private PrivateCa(KeyMaterial authority, Path certificateFile, CertificateForms forms) {
    this.authority = authority;
    this.certificateFile = certificateFile;
    this.forms = forms;
  }

  /**
   * Opens the CA kept in the directory, or makes one: EC P-256, valid for ten years, able to sign
   * end certificates only. A kept one is replaced only when it cannot sign any more: unreadable
   * content, another's key, no CA, expired, or of the future; the old file then stays beside it, and
   * comes back when it is good again, as after a clock that was wrong for a while.
   *
   * @param title the start of its common name; a short id that tells this machine's from others'
   *     follows
   * @throws TlsException when the directory cannot be read or written
   */
  public static PrivateCa open(CertificateDirectory directory, String title, SecureRandom random)
      throws TlsException {
    CertificateForms forms = new CertificateForms(directory.clock(), random);
    return directory.inTurn(() -> openAlone(directory, title, forms));
  }

  private static PrivateCa openAlone(
      CertificateDirectory directory, String title, CertificateForms forms) throws TlsException {
    Optional<KeyMaterial> kept = directory.read(SECRET_FILE);
    if (kept.isPresent()) {
      Optional<String> fault = fault(kept.get(), directory.clock().instant());
      if (fault.isPresent()) {
        directory.setAside(SECRET_FILE, fault.get());
        kept = Optional.empty();
      }
    }
    kept = kept.isPresent() ? kept : earlier(directory);
    KeyMaterial authority;
    if (kept.isPresent()) {
      authority = kept.get();
    } else {
      authority = forms.authority(title);
      directory.keep(SECRET_FILE, authority);
      directory.notice("A private CA was made: "
          + authority.leaf().getSubjectX500Principal()
          + ", SHA-256 "
          + CertificateFacts.sha256(authority.leaf()));
    }
    Path file = directory.publish(PUBLIC_FILE, PemText.of(authority.leaf()));
    return new PrivateCa(authority, file, forms);
  }

  /** The one from before a time when the clock was wrong: clients still trust it. */
  private static Optional<KeyMaterial> earlier(CertificateDirectory directory) throws TlsException {
    return directory.takeBack(
        SECRET_FILE, material -> fault(material, directory.clock().instant()).isEmpty());
  }

  private static Optional<String> fault(KeyMaterial kept, Instant now) {
    if (kept.leaf().getBasicConstraints() < 0) {
      return Optional.of("its certificate is not that of a CA");
    }
    if (kept.expiry().isBefore(now)) {
      return Optional.of("the CA expired on " + kept.expiry());
    }
    Instant start = kept.leaf().getNotBefore().toInstant();
    // A clock that is behind by less leaves certificates that clients with a right one still take.
    return now.plus(CertificateForms.LEAF_LIFE).isBefore(start)
        ? Optional.of("the CA is valid only from " + start)
        : Optional.empty();
  }

  /** The CA's own certificate, for clients to trust. */
  public X509Certificate certificate() {
    return authority.leaf();
  }

  /** The file that holds the CA's certificate as PEM and nothing secret. */
  public Path certificateFile() {
    return certificateFile;
  }

  /** The SHA-256 of the CA's certificate, as openssl prints it: pairs of hex digits and colons. */
  public String fingerprint() {
    return CertificateFacts.sha256(certificate());
  }

  /** Gives a client context that trusts this CA and no other. */
  public SSLContext clientContext() {
    try {
      KeyStore roots = KeyStore.getInstance("PKCS12");
      roots.load(null, null);
      roots.setCertificateEntry("ca", certificate());
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(roots);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("Every Java has TLS and key stores in memory", e);
    }
  }

  /** Signs a new leaf with a key of its own; see {@link CertificateForms}. */
  @Override
  public KeyMaterial issue(CertificateNames names) throws TlsException {
    return forms.leaf(authority, names);
  }

  @Override
  public boolean recognises(KeyMaterial material) {
    try {
      material.leaf().verify(certificate().getPublicKey());
      return material
          .leaf()
          .getIssuerX500Principal()
          .equals(certificate().getSubjectX500Principal());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
