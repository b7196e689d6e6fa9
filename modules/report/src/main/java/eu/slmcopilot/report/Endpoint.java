package eu.slmcopilot.report;

import java.net.URI;

/**
 * What a client needs to connect.
 *
 * @param baseUrl the OpenAI-compatible base, such as {@code https://copilot.example.org/v1}; without credentials
 * @param user the user name for Basic authentication
 * @param password the password, which is the API key too; a secret
 * @param model the model id to ask for
 * @param contextSize the context window in tokens, prompt and answer together
 * @param maxOutputTokens the longest answer that a client should ask for, in tokens; less than the context window
 */
public record Endpoint(
    URI baseUrl, String user, String password, String model, int contextSize, int maxOutputTokens) {

  /**
   * Checks what would make a report that leaks or misleads.
   *
   * @throws IllegalArgumentException when the URL is not https or carries credentials, or the numbers leave no room for
   *     a prompt
   */
  public Endpoint {
    if (!"https".equals(baseUrl.getScheme())
        || baseUrl.getHost() == null
        || baseUrl.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "the base URL must be https, name a host and carry no credentials");
    }
    if (contextSize <= 0) {
      throw new IllegalArgumentException("no context window has " + contextSize + " tokens");
    }
    if (maxOutputTokens <= 0 || maxOutputTokens >= contextSize) {
      throw new IllegalArgumentException("an answer of " + maxOutputTokens
          + " tokens leaves no room for a prompt in a window of " + contextSize);
    }
  }

  /** Without the password. */
  @Override
  public String toString() {
    return baseUrl + " " + model;
  }
}
