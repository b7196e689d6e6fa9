package eu.slmcopilot.tls.acme;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * An authority and the account at it.
 *
 * @param directory the ACME directory's URL
 * @param contacts e-mail addresses of the account; may be empty
 * @param binding ties the account to one that exists at the authority, where it asks for that
 * @param profile the certificate profile to ask for, such as {@code shortlived}; the authority's default when empty
 */
public record AcmeAuthority(
    URI directory,
    List<String> contacts,
    Optional<ExternalAccount> binding,
    Optional<String> profile) {
  /** Let's Encrypt's production directory. */
  public static final URI LETS_ENCRYPT =
      URI.create("https://acme-v02.api.letsencrypt.org/directory");

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException when the directory is no https URL
   */
  public AcmeAuthority {
    contacts = List.copyOf(contacts);
    if (!"https".equals(directory.getScheme()) || directory.getHost() == null) {
      throw new IllegalArgumentException(
          "an ACME directory is an https URL with a host, not " + directory);
    }
  }

  /** Tells authorities and accounts apart: the directory, and the key identifier where there is one. */
  public String identity() {
    return directory + " " + binding.map(ExternalAccount::keyId).orElse("");
  }

  /**
   * External account binding (RFC 8555 section 7.3.4).
   *
   * @param keyId the key identifier that the authority gave
   * @param hmacKey the HMAC key that the authority gave, base64url; a secret
   */
  public record ExternalAccount(String keyId, String hmacKey) {
    /**
     * Checks the key's form.
     *
     * @throws IllegalArgumentException when the key is not base64url
     */
    public ExternalAccount {
      if (!hmacKey.matches("[A-Za-z0-9_-]+={0,2}")) {
        throw new IllegalArgumentException("the HMAC key of " + keyId + " is not base64url");
      }
    }

    /** Without the key. */
    @Override
    public String toString() {
      return "ExternalAccount[" + keyId + "]";
    }
  }
}
