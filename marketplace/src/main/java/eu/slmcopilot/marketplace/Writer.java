package eu.slmcopilot.marketplace;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.interpret.RenderResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Writes the layouts: templates are rendered, everything else is copied, modes included. */
final class Writer {
  private static final String TEMPLATE = ".j2";

  private final Path project;
  private final Map<String, Object> facts;
  private final Jinjava jinjava = new Jinjava(JinjavaConfig.newBuilder()
      .withTrimBlocks(true)
      .withLstripBlocks(true)
      .withFailOnUnknownTokens(true)
      .build());

  /**
   * For one project.
   *
   * @param project its root
   * @param facts what templates may name
   */
  Writer(Path project, Map<String, Object> facts) {
    this.project = project;
    this.facts = facts;
  }

  /** Writes one layout into a folder of its name; what was there under these names is replaced. */
  void write(Layout layout, Path out) throws IOException {
    Path templates = project.resolve("marketplace/templates");
    Path root = out.resolve(layout.folder());
    Path packer = root.resolve(layout.packer());
    Map<String, Object> named = new HashMap<>(facts);
    named.putAll(layout.paths());
    named.put("layout", layout.folder());
    tree(templates.resolve(layout.folder()), root, named);
    tree(templates.resolve("both"), packer, named);
    for (String part : List.of("appliance.sh", "net-99-report-ready")) {
      copy(project.resolve("packer/" + part), root.resolve(Layout.APPLIANCE + "/" + part));
    }
    copy(project.resolve("packer/scripts/40-ssh.sh"), packer.resolve("81-configure-ssh.sh"));
    copy(project.resolve("packer/scripts/60-localai.sh"), packer.resolve("84-localai.sh"));
    copy(project.resolve("packer/scripts/70-slm-copilot.sh"), packer.resolve("85-slm-copilot.sh"));
    copy(
        project.resolve("marketplace/logo/slm-copilot.png"), root.resolve("logos/slm-copilot.png"));
    Path link = packer.resolve(layout.shared());
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, Path.of(layout.sharedTarget()));
  }

  private void tree(Path from, Path to, Map<String, Object> named) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(from)) {
      files = found.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      String name = from.relativize(file).toString();
      if (name.endsWith(TEMPLATE)) {
        Path target = to.resolve(name.substring(0, name.length() - TEMPLATE.length()));
        copy(file, target);
        Files.writeString(target, rendered(file, named));
      } else {
        copy(file, to.resolve(name));
      }
    }
  }

  private String rendered(Path template, Map<String, Object> named) throws IOException {
    RenderResult result = jinjava.renderForResult(Files.readString(template), named);
    if (!result.getErrors().isEmpty()) {
      throw new IOException(project.relativize(template) + " cannot be rendered: "
          + result.getErrors().get(0).getMessage());
    }
    return result.getOutput();
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
  }
}
