package eu.slmcopilot.configure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** [ONE-01] [ONE-03] Context files as VMs get them: what comes of each, and again the second time. */
class RealContextsTest {
  private static final String V = "ONEAPP_COPILOT_";

  @TempDir
  static Path pems;

  @TempDir
  Path root;

  /**
   * One context.
   *
   * @param context its bytes, one character each
   * @param said parts of lines on standard error, all of them; none: nothing may be said
   * @param settings parts of the settings file; none: the context is refused
   */
  private record Scenario(String name, String context, List<String> said, List<String> settings) {
    @Override
    public String toString() {
      return name;
    }
  }

  @ParameterizedTest
  @MethodSource
  void becomesWhatItSaysAndStaysSo(Scenario scenario) throws Exception {
    Bench bench = new Bench(root);
    bench.context(scenario.context().getBytes(StandardCharsets.ISO_8859_1));
    Bench.Outcome first = bench.run("configure");
    assertThat(first.err().lines().filter(line -> !line.startsWith("slm-copilot: ")))
        .hasSameSizeAs(scenario.said());
    scenario.said().forEach(part -> assertThat(first.err()).contains(part));
    if (scenario.settings().isEmpty()) {
      assertThat(first.code()).isEqualTo(1);
      assertThat(bench.tree()).doesNotContainKey("etc/slm-copilot/settings.json");
      assertThat(bench.tree()).doesNotContainKey("var/lib/slm-copilot/password");
      return;
    }
    assertThat(first.code()).isZero();
    assertThat(bench.settings()).contains(scenario.settings());
    Map<String, String> tree = bench.tree();
    Bench.Outcome second = bench.run("configure");
    assertThat(second.code()).isZero();
    assertThat(second.out()).doesNotContain("written", "removed");
    assertThat(bench.tree()).isEqualTo(tree);
  }

  static Stream<Scenario> becomesWhatItSaysAndStaysSo() throws Exception {
    TestPem pem = TestPem.forName(pems, "copilot.example.eu");
    return Stream.of(
        good("plain", Map.of(), "\"contextSize\" : 32768", "\"corsOrigins\" : [ \"*\" ]"),
        raw("an empty file", "", List.of(), "\"queueLength\" : 32"),
        raw("comments only", "# Context variables\n\n  # more\n", List.of(), "\"slots\" : 1"),
        good(
            "every value empty",
            Map.of(V + "PASSWORD", "", V + "CONTEXT_SIZE", "", V + "DOMAIN", ""),
            "\"contextSize\" : 32768",
            "\"domain\" : \"\""),
        good(
            "DHCP without an address",
            Map.of("ETH0_IP", "", "ETH0_METHOD", "dhcp"),
            "\"address\" : \"::\""),
        good("IPv6 only", Map.of("ETH0_IP", "", "ETH0_IP6", "2001:db8::7"), "\"httpsPort\" : 443"),
        good(
            "all limits",
            Map.of(V + "RATE_LIMIT", "90", V + "QUEUE_LENGTH", "0", V + "PARALLEL_SLOTS", "4"),
            "\"requestsPerMinute\" : 90",
            "\"queueLength\" : 0",
            "\"slots\" : 4"),
        good(
            "blanks around values",
            Map.of(V + "CONTEXT_SIZE", " 4096\t", V + "DOMAIN", " Copilot.Example.EU. "),
            "\"contextSize\" : 4096",
            "\"domain\" : \"copilot.example.eu\""),
        good(
            "a public address as domain",
            Map.of(V + "DOMAIN", "203.0.113.7"),
            "\"domain\" : \"203.0.113.7\""),
        good(
            "ACME with external account",
            Map.of(
                V + "DOMAIN",
                "copilot.example.eu",
                V + "ACME_SERVER",
                "https://ca.example.eu/dir",
                V + "ACME_EMAIL",
                "a@example.eu",
                V + "ACME_EAB_KID",
                "kid",
                V + "ACME_EAB_HMAC",
                "aG1hYw"),
            "\"acmeServer\" : \"https://ca.example.eu/dir\"",
            "\"acmeEabKid\" : \"kid\""),
        good(
            "an own certificate",
            Map.of(V + "TLS_CERT", pem.certificate(), V + "TLS_KEY", pem.key()),
            "\"domain\" : \"\""),
        good(
            "lists by blanks, as the command line wants",
            Map.of(
                V + "CORS_ORIGINS", "https://a.example https://b.example",
                V + "TRUSTED_PROXIES", "10.0.0.0/8 fd00::/8"),
            "[ \"https://a.example\", \"https://b.example\" ]",
            "[ \"10.0.0.0/8\", \"fd00::/8\" ]"),
        good(
            "a start script with everything a shell knows",
            Map.of(
                "START_SCRIPT",
                "#!/bin/bash\nx='a'\"$(id)\"`id`\nONEAPP_COPILOT_CONTEXT_SIZE='1'\n"),
            "\"contextSize\" : 32768"),
        good(
            "a host name in quotes of its own",
            Map.of("SET_HOSTNAME", "\"vm-7\""),
            "\"contextSize\" : 32768"),
        good("unicode elsewhere", Map.of("DESCRIPTION", "Ünïcödé 日本 😀"), "\"slots\" : 1"),
        good(
            "a single quote in the password",
            Map.of(V + "PASSWORD", "it's-a-secret-1"),
            "\"slots\" : 1"),
        good(
            "other people's oddities",
            Map.of("SOME-NAME", "x", "ONEAPP_VLLM_MODEL_ID", "y"),
            "\"slots\" : 1"),
        bytes("bytes that are no text, elsewhere", "NOTE='\u00ff\u00fe'\n", "\"slots\" : 1"),
        warned(
            "the laptop's password",
            Map.of(V + "PASSWORD", "secret"),
            "warning: ONEAPP_COPILOT_PASSWORD: the value is shorter than 12"),
        warned(
            "a dollar in the password",
            Map.of(V + "PASSWORD", "pa$$word-pa$$word"),
            "warning: ONEAPP_COPILOT_PASSWORD: has one of the characters"),
        warned(
            "an umlaut in the password",
            Map.of(V + "PASSWORD", "schlüsselbund-9"),
            "warning: ONEAPP_COPILOT_PASSWORD: the value has blanks or characters beyond ASCII"),
        warned(
            "a typing error",
            Map.of(V + "PASWORD", "correct-horse"),
            "warning: ONEAPP_COPILOT_PASWORD: is not a variable of this appliance and is ignored;"
                + " did you mean ONEAPP_COPILOT_PASSWORD?"),
        warned(
            "a variable of another version",
            Map.of(V + "AI_MODEL", "other"),
            "warning: ONEAPP_COPILOT_AI_MODEL: is not a variable"),
        raw(
            "Windows line ends",
            "# x\r\nONEAPP_COPILOT_CONTEXT_SIZE='4096'\r\nETH0_IP='10.0.0.2'\r\n",
            List.of("warning: The context has Windows line ends"),
            "\"contextSize\" : 4096"),
        raw(
            "the same variable twice",
            V + "THREADS='1'\n" + V + "CONTEXT_SIZE='4096'\n" + V + "CONTEXT_SIZE='8192'\n",
            List.of("warning: ONEAPP_COPILOT_CONTEXT_SIZE: line 3: is set more than once"),
            "\"contextSize\" : 8192"),
        raw(
            "written by hand",
            V + "CONTEXT_SIZE=4096 # small\n" + V + "DOMAIN=\"a.example\"\n",
            List.of(),
            "\"contextSize\" : 4096",
            "\"domain\" : \"a.example\""),
        refused("no number", Map.of(V + "CONTEXT_SIZE", "32k"), "\"32k\" is not a whole number"),
        refused(
            "a context larger than the model's",
            Map.of(V + "CONTEXT_SIZE", "262144"),
            "from 2048 to 131072"),
        refused(
            "a URL as domain",
            Map.of(V + "DOMAIN", "https://copilot.example.eu"),
            "full domain name"),
        refused("a bare host name", Map.of(V + "DOMAIN", "copilot"), "full domain name"),
        refused(
            "a line break in the password",
            Map.of(V + "PASSWORD", "correct-horse\n"),
            "error: ONEAPP_COPILOT_PASSWORD: the value has a control character"),
        refused(
            "a certificate without its key",
            Map.of(V + "TLS_CERT", pem.certificate()),
            "error: ONEAPP_COPILOT_TLS_KEY: is missing"),
        refused(
            "several errors",
            Map.of(V + "THREADS", "-1", V + "RATE_LIMIT", "lots", V + "ACME_EMAIL", "me"),
            "ONEAPP_COPILOT_THREADS",
            "ONEAPP_COPILOT_RATE_LIMIT",
            "ONEAPP_COPILOT_ACME_EMAIL"),
        raw("a quote that never closes", "A='x'\nB='\n\n", List.of()),
        raw("a command", "rm -rf /\n", List.of()));
  }

  private static Scenario good(String name, Map<String, String> extra, String... settings) {
    return new Scenario(name, delivered(extra), List.of(), List.of(settings));
  }

  private static Scenario warned(String name, Map<String, String> extra, String said) {
    return new Scenario(name, delivered(extra), List.of(said), List.of("\"slots\" : 1"));
  }

  private static Scenario refused(String name, Map<String, String> extra, String... said) {
    return new Scenario(name, delivered(extra), List.of(said), List.of());
  }

  private static Scenario raw(String name, String text, List<String> said, String... settings) {
    return new Scenario(name, asBytes(text), said, List.of(settings));
  }

  private static Scenario bytes(String name, String text, String... settings) {
    return new Scenario(name, text, List.of(), List.of(settings));
  }

  /** A context as OpenNebula writes it for a VM with one network. */
  private static String delivered(Map<String, String> extra) {
    Map<String, String> all = new TreeMap<>(Map.of(
        "DISK_ID", "1",
        "ETH0_DNS", "10.0.0.1",
        "ETH0_IP", "10.0.0.2",
        "ETH0_MAC", "02:00:0a:00:00:02",
        "NETWORK", "YES",
        "REPORT_READY", "YES",
        "SSH_PUBLIC_KEY", "ssh-ed25519 AAAA admin@example\nssh-rsa BBBB other@example",
        "TARGET", "hda",
        "TOKEN", "YES",
        "VMID", "7"));
    all.putAll(extra);
    StringBuilder text = new StringBuilder("# Context variables generated by OpenNebula\n");
    all.forEach((name, value) ->
        text.append(name).append("='").append(value.replace("'", "'\\''")).append("'\n"));
    return asBytes(text.toString());
  }

  private static String asBytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
