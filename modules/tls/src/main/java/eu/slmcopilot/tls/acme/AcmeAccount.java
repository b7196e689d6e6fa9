package eu.slmcopilot.tls.acme;

import eu.slmcopilot.tls.CertificateDirectory;
import eu.slmcopilot.tls.TlsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.exception.AcmeException;

/** The account at an authority: one key for each authority and binding, made once and kept. */
public final class AcmeAccount {
  private final AcmeAuthority authority;
  private final CertificateDirectory directory;
  private final Session session;
  private Login login;

  /**
   * The account; nothing is sent yet.
   *
   * @param directory keeps the account's key
   * @param trust what the authority's own TLS certificate must be trusted by; the JDK's default is right for public ones
   */
  public AcmeAccount(AcmeAuthority authority, CertificateDirectory directory, SSLContext trust) {
    this.authority = authority;
    this.directory = directory;
    this.session = new Session(authority.directory(), new TrustingProvider(trust));
  }

  /** Signs in; opens the account at the first time, agreeing to the authority's terms of service. */
  Login login() throws AcmeException, TlsException {
    if (login == null) {
      AccountBuilder builder = new AccountBuilder().agreeToTermsOfService().useKeyPair(key());
      authority.contacts().forEach(builder::addEmail);
      authority
          .binding()
          .ifPresent(bound -> builder.withKeyIdentifier(bound.keyId(), bound.hmacKey()));
      login = builder.createLogin(session);
    }
    return login;
  }

  /** Whether the authority does not offer this. */
  boolean directoryLacks(String resource) throws AcmeException {
    for (var known : org.shredzone.acme4j.connector.Resource.values()) {
      if (known.path().equals(resource)) {
        return session.resourceUrlOptional(known).isEmpty();
      }
    }
    return true;
  }

  private KeyPair key() throws TlsException {
    String file = "account-" + fingerprint() + ".pem";
    return directory.inTurn(() -> {
      Optional<String> kept = directory.readText(file);
      try {
        if (kept.isPresent()) {
          return AccountKey.read(kept.get());
        }
        KeyPair fresh = FreshKey.pair();
        directory.keepText(file, AccountKey.text(fresh));
        return fresh;
      } catch (IOException e) {
        throw new TlsException(
            "The account key " + file + " is not readable; move it away to open a new account.", e);
      }
    });
  }

  /** Another authority, or another binding at it, is another account. */
  private String fingerprint() {
    String identity = authority.directory() + " "
        + authority.binding().map(AcmeAuthority.ExternalAccount::keyId).orElse("");
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
