package eu.slmcopilot.appliance;

import eu.slmcopilot.context.Declaration;
import eu.slmcopilot.context.Type;
import eu.slmcopilot.context.Variable;
import java.util.Arrays;

/**
 * The context variables of this appliance: the one place that spells them. The order is the one in
 * which a person is asked for them.
 */
public enum CopilotVariable {
  /** What clients sign in with. */
  PASSWORD(
      "ONEAPP_COPILOT_PASSWORD",
      Type.password(6, 12),
      "",
      Kind.SECRET,
      "Password and API key; empty: one of 16 characters is made at first boot"),
  /** The public name. */
  DOMAIN(
      "ONEAPP_COPILOT_DOMAIN",
      Type.domainOrAddress(),
      "",
      Kind.OPEN,
      "Public name of the VM (FQDN) to get a certificate for; empty: own private CA"),
  /** Tokens of context. */
  CONTEXT_SIZE(
      "ONEAPP_COPILOT_CONTEXT_SIZE",
      Type.integer(2048, 131072),
      "32768",
      Kind.OPEN,
      "Context window in tokens; larger takes more memory"),
  /** Threads of inference. */
  THREADS(
      "ONEAPP_COPILOT_THREADS",
      Type.integer(0, 1024),
      "0",
      Kind.OPEN,
      "CPU threads for inference; 0: as many as there are physical cores"),
  /** Requests worked on at once. */
  PARALLEL_SLOTS(
      "ONEAPP_COPILOT_PARALLEL_SLOTS",
      Type.integer(1, 16),
      "1",
      Kind.OPEN,
      "Requests worked on at once; they share the context window"),
  /** Requests that may wait. */
  QUEUE_LENGTH(
      "ONEAPP_COPILOT_QUEUE_LENGTH",
      Type.integer(0, 1000),
      "32",
      Kind.OPEN,
      "Chats that may wait for a free slot"),
  /** Longest answer. */
  MAX_TOKENS(
      "ONEAPP_COPILOT_MAX_TOKENS",
      Type.integer(0, 131072),
      "8192",
      Kind.OPEN,
      "Longest answer in tokens; longer requests are cut to it; 0: no cap"),
  /** Whether chats are mended. */
  CHAT_SENSE(
      "ONEAPP_COPILOT_CHAT_SENSE",
      Type.yesNo(),
      "YES",
      Kind.OPEN,
      "Mend and check chats before the model gets them; NO: pass them on as they come"),
  /** What keeps waiting clients awake. */
  HEARTBEAT(
      "ONEAPP_COPILOT_HEARTBEAT",
      Type.oneOf("comment", "delta", "off"),
      "comment",
      Kind.OPEN,
      "What keeps a waiting stream awake: comment, delta (empty chunks) or off"),
  /** The prompt that is ready before the first client comes. */
  WARMUP_PROMPT(
      "ONEAPP_COPILOT_WARMUP_PROMPT",
      Type.base64(),
      "",
      Kind.OPEN,
      "System prompt to read ahead after each start, so that the first chat with it is fast: text in base64"),
  /** Requests a minute. */
  RATE_LIMIT(
      "ONEAPP_COPILOT_RATE_LIMIT",
      Type.integer(0, 100_000),
      "0",
      Kind.OPEN,
      "Requests a minute for each client address; 0: no limit"),
  /** Browser origins. */
  CORS_ORIGINS(
      "ONEAPP_COPILOT_CORS_ORIGINS",
      Type.list(Type.origin()),
      "*",
      Kind.OPEN,
      "Browser origins that may call the API; *: all"),
  /** Proxies in front. */
  TRUSTED_PROXIES(
      "ONEAPP_COPILOT_TRUSTED_PROXIES",
      Type.list(Type.addressRange()),
      "",
      Kind.OPEN,
      "Addresses of proxies in front of this VM whose X-Forwarded-For is believed"),
  /** Contact of the ACME account. */
  ACME_EMAIL(
      "ONEAPP_COPILOT_ACME_EMAIL",
      Type.email(),
      "",
      Kind.OPEN,
      "E-mail address for the account at the certificate authority"),
  /** The ACME directory. */
  ACME_SERVER(
      "ONEAPP_COPILOT_ACME_SERVER",
      Type.url(),
      "",
      Kind.OPEN,
      "ACME directory URL of the certificate authority; empty: Let's Encrypt"),
  /** External account binding: key id. */
  ACME_EAB_KID(
      "ONEAPP_COPILOT_ACME_EAB_KID",
      Type.text(),
      "",
      Kind.OPEN,
      "External account binding: the key id, where the certificate authority asks for one"),
  /** External account binding: key. */
  ACME_EAB_HMAC(
      "ONEAPP_COPILOT_ACME_EAB_HMAC",
      Type.text(),
      "",
      Kind.SECRET,
      "External account binding: the HMAC key in base64url"),
  /** An own certificate. */
  TLS_CERT(
      "ONEAPP_COPILOT_TLS_CERT",
      Type.base64(),
      "",
      Kind.OPEN,
      "Your own certificate chain: PEM in base64"),
  /** The key of the own certificate. */
  TLS_KEY(
      "ONEAPP_COPILOT_TLS_KEY",
      Type.base64(),
      "",
      Kind.SECRET,
      "The private key of your own certificate: PEM in base64");

  /** What all their names begin with, and those of what the VM tells OneGate. */
  public static final String PREFIX = "ONEAPP_COPILOT_";

  private enum Kind {
    OPEN,
    SECRET
  }

  // A Variable is immutable; its module, which knows the JDK only, cannot say so in an annotation.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Variable variable;

  CopilotVariable(String name, Type type, String standard, Kind kind, String help) {
    this.variable = new Variable(name, type, standard, kind == Kind.SECRET, help);
  }

  /** The declaration: name, type, default, help. */
  public Variable variable() {
    return variable;
  }

  /** All of them. */
  public static Declaration declaration() {
    return new Declaration(
        PREFIX, Arrays.stream(values()).map(CopilotVariable::variable).toList());
  }
}
