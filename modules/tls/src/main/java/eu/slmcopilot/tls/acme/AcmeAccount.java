package eu.slmcopilot.tls.acme;

import eu.slmcopilot.tls.CertificateDirectory;
import eu.slmcopilot.tls.TlsException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.shredzone.acme4j.Account;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.exception.AcmeException;

/** The account at an authority: one key for each authority and binding, made once and kept. */
public final class AcmeAccount {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

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
    this(authority, directory, trust, PATIENCE);
  }

  AcmeAccount(
      AcmeAuthority authority,
      CertificateDirectory directory,
      SSLContext trust,
      Duration patience) {
    this.authority = authority;
    this.directory = directory;
    this.session = new Session(authority.directory(), new TrustingProvider(trust, patience));
  }

  /** Signs in; opens the account at the first time, agreeing to the authority's terms of service. */
  Login login() throws AcmeException, TlsException {
    if (login == null) {
      AccountBuilder builder = new AccountBuilder().agreeToTermsOfService().useKeyPair(key());
      authority.contacts().forEach(builder::addEmail);
      authority
          .binding()
          .ifPresent(bound -> builder.withKeyIdentifier(bound.keyId(), bound.hmacKey()));
      Login found = builder.createLogin(session);
      contact(found.getAccount());
      login = found;
    }
    return login;
  }

  /** Signs in anew next time: an authority may have lost or closed the account. */
  void signOut() {
    login = null;
  }

  /** An account that is there already keeps the contacts it was opened with, until it is told. */
  private void contact(Account account) throws AcmeException {
    List<URI> wanted =
        authority.contacts().stream().map(mail -> URI.create("mailto:" + mail)).toList();
    List<URI> known = account.getContacts();
    // Some authorities keep none at all, and need not be told each time.
    if (!wanted.isEmpty() && !known.isEmpty() && !known.equals(wanted)) {
      Account.EditableAccount changed = account.modify();
      changed.getContacts().clear();
      wanted.forEach(changed::addContact);
      changed.commit();
    }
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
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256")
          .digest(authority.identity().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
