package eu.slmcopilot.report;

import static org.assertj.core.api.Assertions.assertThat;

import eu.slmcopilot.report.ClientTrust.Origin;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * [IDE-01] [IDE-02] [BUILD-08] The pages in docs/ide are what {@code slm-copilot connect} prints for an example.
 *
 * <p>After a change of a template, {@code ./mvnw -pl modules/report test -Dtest=GuidePagesTest -Dide.pages=write} writes
 * them anew.
 */
class GuidePagesTest {
  private static final Path PAGES = Path.of("../../docs/ide");
  private static final String NOTE = """
      <!-- What `slm-copilot connect %s` prints for an appliance at 192.0.2.10. Written by a test, GuidePagesTest, from a
           template in modules/report; change that. -->

      """;
  private static final Report EXAMPLE = new Report(
      "SLM-Copilot",
      OffsetDateTime.parse("2026-01-01T00:00:00Z"),
      Report.Status.READY,
      new Endpoint(
          URI.create("https://192.0.2.10/v1"),
          "copilot",
          "YOUR-PASSWORD",
          "devstral-small-2",
          32768,
          8192),
      Optional.of(new Certificate(
          Certificate.Kind.PRIVATE_CA,
          "CN=SLM-Copilot private CA",
          "AA:".repeat(31) + "AA",
          Instant.parse("2027-01-01T00:00:00Z"))),
      new TrustAnchor(
          Path.of("/var/lib/slm-copilot/tls/ca.pem"),
          URI.create("http://192.0.2.10/ca.pem"),
          Optional.of("BB:".repeat(31) + "BB")),
      List.of(),
      List.of());

  @ParameterizedTest
  @EnumSource
  void thePageOfEveryClientIsWhatTheCommandPrints(Client client) throws IOException {
    StringBuilder page = new StringBuilder(NOTE.formatted(client.id()));
    new GuideWriter()
        .write(
            EXAMPLE, client, new ClientTrust("/etc/ssl/slm-copilot-ca.pem", Origin.FETCHED), page);
    Path file = PAGES.resolve(client.id() + ".md");
    if ("write".equals(System.getProperty("ide.pages"))) {
      Files.writeString(file, page);
    }
    assertThat(file).hasContent(page.toString());
  }

  @Test
  void theListOfPagesNamesEveryClientAndNoPageIsLeftOver() throws IOException {
    assertThat(Files.readString(PAGES.resolve("README.md")))
        .contains(Arrays.stream(Client.values())
            .map(client -> "](" + client.id() + ".md)")
            .toList());
    try (Stream<Path> pages = Files.list(PAGES)) {
      assertThat(pages.map(page -> page.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(Stream.concat(
                  Stream.of("README.md"),
                  Arrays.stream(Client.values()).map(client -> client.id() + ".md"))
              .toList());
    }
  }
}
