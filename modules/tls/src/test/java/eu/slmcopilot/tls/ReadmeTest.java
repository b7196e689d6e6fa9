package eu.slmcopilot.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** [SEC-06] What the README shows a newcomer is compiled and run as it stands, but for its ports and its authority. */
class ReadmeTest {
  @TempDir
  Path path;

  @Test
  void theExampleGetsItsCertificate() throws Exception {
    String readme = Files.readString(Path.of("README.md"));
    int start = readme.indexOf("```java") + "```java".length();
    String example = readme.substring(start, readme.indexOf("```", start));
    try (Pebble pebble = Pebble.start(Files.createDirectory(path.resolve("pebble")))) {
      example = replaced(example, "Path.of(\"tls\")", "Path.of(\"" + path.resolve("tls") + "\")");
      example = replaced(
          example,
          "AcmeAuthority.LETS_ENCRYPT",
          "java.net.URI.create(\"" + pebble.directory() + "\")");
      example = replaced(example, "(80)", "(" + pebble.httpPort() + ")");
      example = replaced(example, "(443)", "(" + pebble.tlsPort() + ")");
      example = replaced(example, "www.example.org", "copilot.test");
      Path log = path.resolve("log");
      Process program = new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Djavax.net.ssl.trustStore=" + pebble.trustStore(),
              "-Djavax.net.ssl.trustStorePassword=" + Pebble.TRUST_STORE_PASSWORD,
              "-cp",
              System.getProperty("java.class.path"),
              Files.writeString(path.resolve("Example.java"), example).toString())
          .redirectErrorStream(true)
          .redirectOutput(log.toFile())
          .start();
      try {
        await()
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(() -> assertThat(log)
                .content()
                .contains("Serving the certificate of the private CA")
                .contains("Serving the certificate of CN=Pebble"));
      } finally {
        program.destroyForcibly();
      }
    }
  }

  private static String replaced(String text, String old, String fresh) {
    assertThat(text).containsOnlyOnce(old);
    return text.replace(old, fresh);
  }
}
