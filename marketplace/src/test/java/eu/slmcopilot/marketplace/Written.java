package eu.slmcopilot.marketplace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Both layouts, written by the real writer from the real project. */
record Written(Path out) {
  static final Path PROJECT = Path.of("").toAbsolutePath().getParent();
  static final Instant TIME = Instant.parse("2026-11-02T03:04:05Z");

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  static Written into(Path out) throws IOException {
    Writer writer = new Writer(
        PROJECT,
        Facts.of(
            Files.readString(PROJECT.resolve("packer/appliance.sh")),
            Files.readString(PROJECT.resolve("packer/pins.env")),
            TIME));
    for (Layout layout : Layout.values()) {
      writer.write(layout, out);
    }
    return new Written(out);
  }

  Path appliance() {
    return out.resolve("marketplace-community/appliances/slm-copilot");
  }

  JsonNode yaml(Path file) throws IOException {
    return YAML.readTree(Files.readString(file));
  }

  /** The file that is named by the appliance's UUID. */
  Path marketplaceFile() throws IOException {
    return files(appliance()).stream()
        .filter(file -> file.getFileName()
            .toString()
            .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\\.yaml"))
        .findFirst()
        .orElseThrow();
  }

  /** All files below a folder, links not followed, without the folder's own path. */
  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      return found.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
