package eu.slmcopilot.appliance;

import java.nio.file.Path;

/**
 * Where everything of the appliance lies, below one root.
 *
 * <p>The root is {@code /} in the image and a directory of its own for {@code make run} and tests,
 * so that the same code serves all three.
 *
 * @param root the directory that stands for {@code /}
 */
public record Layout(Path root) {

  /** The settings that {@code configure} writes and the gateway reads (0640, root:slm-copilot). */
  public Path settings() {
    return root.resolve("etc/slm-copilot/settings.json");
  }

  /** What the gateway may write: secrets, certificates, state (0700). */
  public Path state() {
    return root.resolve("var/lib/slm-copilot");
  }

  /** The password in force (0600), which is also the API key. */
  public Path password() {
    return state().resolve("password");
  }

  /** The private CA, its leaf and whatever ACME obtained (0700). */
  public Path tls() {
    return state().resolve("tls");
  }
}
