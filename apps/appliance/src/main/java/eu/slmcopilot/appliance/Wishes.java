package eu.slmcopilot.appliance;

import static eu.slmcopilot.appliance.CopilotVariable.ACME_EAB_HMAC;
import static eu.slmcopilot.appliance.CopilotVariable.ACME_EAB_KID;
import static eu.slmcopilot.appliance.CopilotVariable.ACME_EMAIL;
import static eu.slmcopilot.appliance.CopilotVariable.ACME_SERVER;
import static eu.slmcopilot.appliance.CopilotVariable.CHAT_SENSE;
import static eu.slmcopilot.appliance.CopilotVariable.CONTEXT_SIZE;
import static eu.slmcopilot.appliance.CopilotVariable.CORS_ORIGINS;
import static eu.slmcopilot.appliance.CopilotVariable.DOMAIN;
import static eu.slmcopilot.appliance.CopilotVariable.HEARTBEAT;
import static eu.slmcopilot.appliance.CopilotVariable.MAX_TOKENS;
import static eu.slmcopilot.appliance.CopilotVariable.PARALLEL_SLOTS;
import static eu.slmcopilot.appliance.CopilotVariable.PASSWORD;
import static eu.slmcopilot.appliance.CopilotVariable.QUEUE_LENGTH;
import static eu.slmcopilot.appliance.CopilotVariable.RATE_LIMIT;
import static eu.slmcopilot.appliance.CopilotVariable.THREADS;
import static eu.slmcopilot.appliance.CopilotVariable.TLS_CERT;
import static eu.slmcopilot.appliance.CopilotVariable.TLS_KEY;
import static eu.slmcopilot.appliance.CopilotVariable.TRUSTED_PROXIES;
import static eu.slmcopilot.appliance.CopilotVariable.WARMUP_PROMPT;

import eu.slmcopilot.context.Context;
import eu.slmcopilot.context.Problem;
import eu.slmcopilot.context.Values;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the owner of a VM asks for in its context. Ask {@link #refused()} before anything but {@link
 * #problems()}.
 */
public final class Wishes {
  private final Values values;
  private final List<Problem> problems;

  private Wishes(Values values, List<Problem> problems) {
    this.values = values;
    this.problems = List.copyOf(problems);
  }

  /** Reads them, with all problems: those of each variable, and those between variables. */
  public static Wishes in(Context context) {
    Values values = CopilotVariable.declaration().read(context);
    List<Problem> problems = new ArrayList<>(values.problems());
    together(values, problems, TLS_CERT, TLS_KEY);
    together(values, problems, ACME_EAB_KID, ACME_EAB_HMAC);
    https(values, problems, ACME_SERVER);
    base64Url(values, problems, ACME_EAB_HMAC);
    pem(values, problems, TLS_CERT, "-----BEGIN CERTIFICATE-----");
    pem(values, problems, TLS_KEY, "PRIVATE KEY-----");
    return new Wishes(values, problems);
  }

  private static void https(Values values, List<Problem> problems, CopilotVariable variable) {
    if (values.isUsable(variable.variable())
        && !values.text(variable.variable()).startsWith("https://")) {
      problems.add(Problem.error(
          variable.variable().name(),
          "is " + values.text(variable.variable())
              + "; expected an https URL, since accounts and certificates go over it."));
    }
  }

  private static void base64Url(Values values, List<Problem> problems, CopilotVariable variable) {
    if (values.isUsable(variable.variable())
        && !values.text(variable.variable()).matches("[A-Za-z0-9_-]+={0,2}")) {
      problems.add(Problem.error(
          variable.variable().name(),
          "is not base64url; expected the HMAC key as the certificate authority gave it."));
    }
  }

  private static void pem(
      Values values, List<Problem> problems, CopilotVariable variable, String mark) {
    if (values.isUsable(variable.variable())
        && !values.text(variable.variable()).contains(mark)) {
      problems.add(Problem.error(
          variable.variable().name(),
          "decodes to something without '" + mark + "'; expected a PEM file in base64."));
    }
  }

  private static void together(
      Values values, List<Problem> problems, CopilotVariable one, CopilotVariable other) {
    boolean has = values.isGiven(one.variable());
    if (has != values.isGiven(other.variable())) {
      String given = (has ? one : other).variable().name();
      String missing = (has ? other : one).variable().name();
      problems.add(
          Problem.error(missing, "is missing; " + given + " is set, and the two belong together."));
    }
  }

  /** Everything a person should know, errors and warnings. */
  public List<Problem> problems() {
    return problems;
  }

  /** Whether there is an error, so that nothing may be configured. */
  public boolean refused() {
    return problems.stream().anyMatch(Problem::isError);
  }

  /** The password asked for, if any. */
  public Optional<String> password() {
    return given(PASSWORD);
  }

  /** The public name or address, if any. */
  public Optional<String> domain() {
    return given(DOMAIN);
  }

  /** The certificate chain the owner brings, PEM, if any; never without {@link #ownKey()}. */
  public Optional<String> ownCertificate() {
    return given(TLS_CERT);
  }

  /** The private key to {@link #ownCertificate()}, PEM. */
  public Optional<String> ownKey() {
    return given(TLS_KEY);
  }

  /** The HMAC key of the external account binding, base64url, if any. */
  public Optional<String> acmeEabHmac() {
    return given(ACME_EAB_HMAC);
  }

  /** Tokens of context. */
  public int contextSize() {
    return values.integer(CONTEXT_SIZE.variable());
  }

  /** Requests that inference works on at once. */
  public int slots() {
    return values.integer(PARALLEL_SLOTS.variable());
  }

  /** Threads of inference, 0 for what fits the machine. */
  public int threads() {
    return values.integer(THREADS.variable());
  }

  private Optional<String> given(CopilotVariable variable) {
    return Optional.of(values.text(variable.variable())).filter(text -> !text.isEmpty());
  }

  /**
   * The settings that follow from the wishes and from where the gateway runs.
   *
   * @param listen its sockets
   * @param upstream the engine's base URL
   * @param model the model id that clients name
   */
  public Settings settings(Settings.Listen listen, URI upstream, String model) {
    return new Settings(
        listen,
        new Settings.Engine(upstream, model, contextSize(), slots()),
        Settings.Limits.of(
            values.integer(QUEUE_LENGTH.variable()), values.integer(RATE_LIMIT.variable())),
        new Settings.Chat(
            values.yes(CHAT_SENSE.variable()),
            values.integer(MAX_TOKENS.variable()),
            values.text(HEARTBEAT.variable()),
            values.text(WARMUP_PROMPT.variable())),
        new Settings.Access(
            values.list(CORS_ORIGINS.variable()), values.list(TRUSTED_PROXIES.variable())),
        new Settings.Certificate(
            values.text(DOMAIN.variable()),
            values.text(ACME_EMAIL.variable()),
            values.text(ACME_SERVER.variable()),
            values.text(ACME_EAB_KID.variable())));
  }
}
