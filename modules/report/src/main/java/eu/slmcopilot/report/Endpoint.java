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
 */
public record Endpoint(URI baseUrl, String user, String password, String model, int contextSize) {

  /**
   * Checks what would make a report that leaks or misleads.
   *
   * @throws IllegalArgumentException when the URL is not https or carries credentials, or the context is empty
   */
  public Endpoint {
    if (!"https".equals(baseUrl.getScheme()) || baseUrl.getRawUserInfo() != null) {
      throw new IllegalArgumentException("the base URL must be https and carry no credentials");
    }
    if (contextSize <= 0) {
      throw new IllegalArgumentException("no context window has " + contextSize + " tokens");
    }
  }

  /** Without the password. */
  @Override
  public String toString() {
    return baseUrl + " " + model;
  }
}
