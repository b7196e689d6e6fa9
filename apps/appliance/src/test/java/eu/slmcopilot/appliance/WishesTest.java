package eu.slmcopilot.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import eu.slmcopilot.context.Context;
import eu.slmcopilot.context.Problem;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** [ONE-01] [INFER-06] [INFER-07] [SCALE-02] From context variables to settings. */
class WishesTest {
  private static final Settings.Listen LISTEN = new Settings.Listen("::", 443, 80);
  private static final URI UPSTREAM = URI.create("http://127.0.0.1:8080");

  @Test
  void anEmptyContextGivesTheDefaults() {
    Wishes wishes = wishes(Map.of());
    assertThat(wishes.problems()).isEmpty();
    assertThat(wishes.refused()).isFalse();
    assertThat(wishes.settings(LISTEN, UPSTREAM, "m"))
        .isEqualTo(new Settings(
            LISTEN,
            new Settings.Engine(UPSTREAM, "m", 32768, 1),
            Settings.Limits.of(32, 0),
            new Settings.Chat(true, 8192, "comment", ""),
            new Settings.Access(List.of("*"), List.of()),
            new Settings.Certificate("", "", "", "")));
    assertThat(wishes.password()).isEmpty();
    assertThat(wishes.ownCertificate()).isEmpty();
    assertThat(wishes.ownKey()).isEmpty();
    assertThat(wishes.acmeEabHmac()).isEmpty();
    assertThat(wishes.threads()).isZero();
    assertThat(wishes.slots()).isEqualTo(1);
  }

  @Test
  void everyVariableFindsItsPlace() {
    Map<String, String> context = new TreeMap<>();
    context.put("ONEAPP_COPILOT_PASSWORD", "correct-horse-battery");
    context.put("ONEAPP_COPILOT_DOMAIN", "copilot.example.eu");
    context.put("ONEAPP_COPILOT_CONTEXT_SIZE", "4096");
    context.put("ONEAPP_COPILOT_THREADS", "6");
    context.put("ONEAPP_COPILOT_PARALLEL_SLOTS", "2");
    context.put("ONEAPP_COPILOT_QUEUE_LENGTH", "7");
    context.put("ONEAPP_COPILOT_RATE_LIMIT", "90");
    context.put("ONEAPP_COPILOT_MAX_TOKENS", "100");
    context.put("ONEAPP_COPILOT_CHAT_SENSE", "NO");
    context.put("ONEAPP_COPILOT_HEARTBEAT", "Delta");
    context.put("ONEAPP_COPILOT_WARMUP_PROMPT", base64("You are\nhelpful."));
    context.put("ONEAPP_COPILOT_CORS_ORIGINS", "https://a.example, https://b.example");
    context.put("ONEAPP_COPILOT_TRUSTED_PROXIES", "10.0.0.0/8");
    context.put("ONEAPP_COPILOT_ACME_EMAIL", "admin@example.eu");
    context.put("ONEAPP_COPILOT_ACME_SERVER", "https://ca.example.eu/dir");
    context.put("ONEAPP_COPILOT_ACME_EAB_KID", "kid-1");
    context.put("ONEAPP_COPILOT_ACME_EAB_HMAC", "aG1hYw");
    String certificate = "-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n";
    String key = "-----BEGIN PRIVATE KEY-----\nMII\n-----END PRIVATE KEY-----\n";
    context.put("ONEAPP_COPILOT_TLS_CERT", base64(certificate));
    context.put("ONEAPP_COPILOT_TLS_KEY", base64(key));
    assertThat(context.keySet())
        .as("the names that users know")
        .containsExactlyInAnyOrderElementsOf(Arrays.stream(CopilotVariable.values())
            .map(v -> v.variable().name())
            .toList());

    Wishes wishes = wishes(context);
    assertThat(wishes.problems()).isEmpty();
    assertThat(wishes.settings(LISTEN, UPSTREAM, "m"))
        .isEqualTo(new Settings(
            LISTEN,
            new Settings.Engine(UPSTREAM, "m", 4096, 2),
            Settings.Limits.of(7, 90),
            new Settings.Chat(false, 100, "delta", "You are\nhelpful."),
            new Settings.Access(
                List.of("https://a.example", "https://b.example"), List.of("10.0.0.0/8")),
            new Settings.Certificate(
                "copilot.example.eu", "admin@example.eu", "https://ca.example.eu/dir", "kid-1")));
    assertThat(wishes.password()).contains("correct-horse-battery");
    assertThat(wishes.ownCertificate()).contains(certificate);
    assertThat(wishes.ownKey()).contains(key);
    assertThat(wishes.acmeEabHmac()).contains("aG1hYw");
    assertThat(wishes.threads()).isEqualTo(6);
    assertThat(wishes.slots()).isEqualTo(2);
    assertThat(wishes.contextSize()).isEqualTo(4096);
  }

  @Test
  void halvesOfAPairAreRefusedWithTheNameOfTheOther() {
    assertThat(wishes(Map.of("ONEAPP_COPILOT_ACME_EAB_KID", "kid")).problems())
        .extracting(Problem::toString)
        .containsExactly("ONEAPP_COPILOT_ACME_EAB_HMAC: is missing; ONEAPP_COPILOT_ACME_EAB_KID is"
            + " set, and the two belong together.");
    assertThat(wishes(Map.of("ONEAPP_COPILOT_TLS_KEY", base64("-----BEGIN PRIVATE KEY-----")))
            .refused())
        .isTrue();
  }

  @Test
  void aCertificateThatIsNoPemIsRefusedWithoutShowingTheKey() {
    Wishes wishes = wishes(Map.of(
        "ONEAPP_COPILOT_TLS_CERT", base64("hello"), "ONEAPP_COPILOT_TLS_KEY", base64("geheim")));
    assertThat(wishes.problems())
        .extracting(Problem::variable)
        .containsExactly("ONEAPP_COPILOT_TLS_CERT", "ONEAPP_COPILOT_TLS_KEY");
    assertThat(wishes.problems().toString()).doesNotContain("geheim", base64("geheim"));
  }

  @Test
  void anAuthorityIsAskedOverHttpsAndItsKeyIsBase64Url() {
    Wishes wishes = wishes(Map.of(
        "ONEAPP_COPILOT_ACME_SERVER", "http://ca.example.eu/dir",
        "ONEAPP_COPILOT_ACME_EAB_KID", "kid",
        "ONEAPP_COPILOT_ACME_EAB_HMAC", "geheim+/"));
    assertThat(wishes.problems())
        .extracting(Problem::variable)
        .containsExactly("ONEAPP_COPILOT_ACME_SERVER", "ONEAPP_COPILOT_ACME_EAB_HMAC");
    assertThat(wishes.refused()).isTrue();
    assertThat(wishes.problems().toString()).doesNotContain("geheim");
  }

  @Test
  void onlySecretsAreSecret() {
    assertThat(Arrays.stream(CopilotVariable.values()).filter(v -> v.variable().secret()))
        .containsExactly(
            CopilotVariable.PASSWORD, CopilotVariable.ACME_EAB_HMAC, CopilotVariable.TLS_KEY);
  }

  private static Wishes wishes(Map<String, String> context) {
    return Wishes.in(Context.ofEnvironment(context));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
