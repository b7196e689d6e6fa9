package eu.slmcopilot.openai;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Who the client says it is; immutable, and never shown by {@link #toString()}. */
public final class Credentials {
  private static final Credentials NONE = new Credentials("");

  private final String header;

  private Credentials(String header) {
    this.header = header;
  }

  /** No credentials: no {@code Authorization} header is sent. */
  static Credentials none() {
    return NONE;
  }

  /**
   * An API key (RFC 6750).
   *
   * @throws IllegalArgumentException when a header could not carry it
   */
  public static Credentials bearer(String key) {
    if (!key.matches("[\\x21-\\x7e]+")) {
      throw new IllegalArgumentException(
          "An API key is printable ASCII without blanks; this one is not. Use a Basic password for others.");
    }
    return new Credentials("Bearer " + key);
  }

  /**
   * A user name and a password, sent as UTF-8 (RFC 7617).
   *
   * @throws IllegalArgumentException when the user name has a colon, which Basic cannot carry
   */
  public static Credentials basic(String user, String password) {
    if (user.indexOf(':') >= 0) {
      throw new IllegalArgumentException("A user name for Basic authentication has no colon.");
    }
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return new Credentials("Basic " + Base64.getEncoder().encodeToString(pair));
  }

  /** The value of the {@code Authorization} header, a secret; empty when there is none. */
  public String header() {
    return header;
  }

  /** The scheme alone. */
  @Override
  public String toString() {
    return header.isEmpty() ? "none" : header.substring(0, header.indexOf(' ')) + " (hidden)";
  }
}
