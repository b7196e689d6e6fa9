package eu.slmcopilot.validator.check;

import eu.slmcopilot.openai.Credentials;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** User and password; never shown, and able to take themselves out of any text. */
public final class Login {
  private static final String HIDDEN = "********";

  private final String user;
  private final String password;
  private final Credentials basic;

  /**
   * Holds both.
   *
   * @throws IllegalArgumentException when the password is empty, or the user's name has a colon
   */
  public Login(String user, String password) {
    if (password.isEmpty()) {
      throw new IllegalArgumentException(
          "The password is empty. 'slm-copilot report' prints it on the appliance.");
    }
    this.user = user;
    this.password = password;
    this.basic = Credentials.basic(user, password);
  }

  Credentials basic() {
    return basic;
  }

  /** The password as API key; empty when it has characters that a token cannot have (RFC 6750). */
  Optional<Credentials> bearer() {
    return password.matches("[!-~]+")
        ? Optional.of(Credentials.bearer(password))
        : Optional.empty();
  }

  /** The same user with a password that is not this one. */
  Login wrong() {
    return new Login(user, "not-" + password.length() + "-the-password");
  }

  /** The text without the password, in plain form or as Basic credentials. */
  String hideIn(String text) {
    String encoded = Base64.getEncoder()
        .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    return text.replace(password, HIDDEN).replace(encoded, HIDDEN);
  }

  /** The user alone. */
  @Override
  public String toString() {
    return user + " (password hidden)";
  }
}
