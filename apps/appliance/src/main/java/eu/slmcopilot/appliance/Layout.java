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

  /** The password made here once (0600), in force while the context names none. */
  public Path generatedPassword() {
    return state().resolve("password.generated");
  }

  /** The certificate chain that the owner brings, PEM (0600); absent when there is none. */
  public Path ownCertificate() {
    return state().resolve("own/certificate.pem");
  }

  /** The private key to {@link #ownCertificate()}, PEM (0600); absent when there is none. */
  public Path ownKey() {
    return state().resolve("own/key.pem");
  }

  /** The HMAC key of the external account binding, base64url (0600); absent when there is none. */
  public Path acmeEabHmac() {
    return state().resolve("acme/eab-hmac");
  }

  /** The private CA, its leaf and whatever ACME obtained (0700). */
  public Path tls() {
    return state().resolve("tls");
  }

  /** The certificate that the private CA signed for this machine, with its key, PEM (0600). */
  public Path leaf() {
    return tls().resolve("leaf.pem");
  }

  /** The certificate that an authority issued last, with its key, PEM (0600); absent before. */
  public Path issued() {
    return tls().resolve("acme.pem");
  }

  /** What is remembered of asking that authority (0600); absent before. */
  public Path acmeState() {
    return tls().resolve("acme.state");
  }

  /** The private CA's certificate, for clients to trust (0644). */
  public Path caCertificate() {
    return tls().resolve("ca.pem");
  }

  /** The service report that one-apps appliances have (0600). */
  public Path report() {
    return root.resolve("etc/one-appliance/config");
  }

  /** What an interactive login shows (0644). */
  public Path banner() {
    return root.resolve("etc/profile.d/slm-copilot.sh");
  }

  /** The context as one-context last delivered it; there is none outside OpenNebula. */
  public Path context() {
    return root.resolve("run/one-context/context.sh.network");
  }

  /** One-context's environment file, with the VM's access to OneGate (0400). */
  public Path oneEnv() {
    return root.resolve("run/one-context/one_env");
  }

  /** How far one-apps' stages have come. */
  public Path stage() {
    return root.resolve("etc/one-appliance/status");
  }

  /** Held by whichever tool writes these files. */
  public Path lock() {
    return root.resolve("etc/slm-copilot/.lock");
  }

  /** The log of what the tools did (0640). */
  public Path log() {
    return root.resolve("var/log/one-appliance/slm-copilot.log");
  }

  /** What LocalAI serves: the model and its description; there is none where LocalAI is not. */
  public Path models() {
    return root.resolve("opt/slm-copilot/models");
  }

  /** The weights, whatever their quantisation. */
  public Path weights() {
    return models().resolve("devstral-small-2.gguf");
  }

  /** LocalAI's description of the model (0644). */
  public Path modelDescription() {
    return models().resolve("devstral-small-2.yaml");
  }

  /** The part of LocalAI's environment that depends on the VM (0644). */
  public Path localAiEnvironment() {
    return root.resolve("etc/slm-copilot/localai.env");
  }
}
