package eu.slmcopilot.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import eu.slmcopilot.openai.OpenAiClient;
import eu.slmcopilot.openai.Trust;
import eu.slmcopilot.tls.Pebble;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** [BUILD-08] The libraries in somebody else's appliance. */
class HelloApplianceTest {
  // What its own POM resolves to, which has nothing of our parent's: so it is for everybody
  // elsewhere.
  private static final Path HOME = Program.TOP.resolve("docs/examples/hello-appliance/target");

  @TempDir
  Path root;

  @Test
  void contextCertificateAndReportServeAnotherAppliance() throws Exception {
    context("ONEAPP_HELLO_MODEL='cockatoo'\nONEAPP_HELLO_PORT='" + Pebble.freePort() + "'\n");
    try (Program hello = start()) {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> hello.text().contains("}") || !hello.process().isAlive());
      JsonNode report =
          new ObjectMapper().readTree(hello.text().substring(hello.text().indexOf('{')));
      URI api = URI.create(report.at("/endpoint/base_url").asText());
      try (var pem = Files.newInputStream(root.resolve("var/lib/hello/tls/ca.pem"));
          OpenAiClient client = OpenAiClient.of(api)
              .trust(Trust.certificates(List.of((X509Certificate)
                  CertificateFactory.getInstance("X.509").generateCertificate(pem))))
              .build()) {
        assertThat(client.models()).singleElement().extracting("id").isEqualTo("cockatoo");
      }
    }
  }

  @Test
  void whatCannotBeUsedIsNamedBeforeAnythingStarts() throws Exception {
    context("ONEAPP_HELLO_PORT='https'\n");
    try (Program hello = start()) {
      assertThat(hello.exit(60)).isEqualTo(1);
      assertThat(hello.text()).contains("ONEAPP_HELLO_PORT").contains("1 to 65535");
    }
    assertThat(root.resolve("var")).doesNotExist();
  }

  private void context(String text) throws Exception {
    Path directory = Files.createDirectories(root.resolve("run/one-context"));
    Files.writeString(directory.resolve("context.sh.network"), text);
  }

  private Program start() throws Exception {
    return Program.start(
        root.resolve("log"),
        Map.of(),
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            HOME.resolve("hello-appliance-1.jar") + ":" + HOME.resolve("lib") + "/*",
            "org.example.hello.HelloAppliance",
            root.toString()));
  }
}
