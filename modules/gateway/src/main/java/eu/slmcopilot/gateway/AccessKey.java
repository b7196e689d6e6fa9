package eu.slmcopilot.gateway;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The password that opens the API, kept as a digest so that comparing takes the same time for every
 * guess and no dump of this object shows it.
 */
public final class AccessKey {
  private final byte[] digest;

  private AccessKey(byte[] digest) {
    this.digest = digest;
  }

  /**
   * A key that accepts this password and nothing else.
   *
   * @throws IllegalArgumentException when the password is empty, which would open the door to all
   */
  public static AccessKey of(String password) {
    if (password.isEmpty()) {
      throw new IllegalArgumentException("An empty password would let everybody in.");
    }
    return new AccessKey(sha256(password));
  }

  /** Whether this is the password; takes the same time whatever the guess has in common with it. */
  boolean accepts(String guess) {
    return MessageDigest.isEqual(digest, sha256(guess));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "AccessKey[hidden]";
  }
}
