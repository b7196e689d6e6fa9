package eu.slmcopilot.marketplace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code marketplace}: writes both layouts; {@code make marketplace} calls it. */
@Command(
    name = "marketplace",
    description = "Writes the appliance in the layouts of one-apps and of marketplace-community.",
    mixinStandardHelpOptions = true)
final class MarketplaceMain implements Callable<Integer> {
  @Option(
      names = "--project",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "This project's root.")
  private Path project;

  @Option(
      names = "--time",
      paramLabel = "SECONDS",
      required = true,
      description = "Of the release, since 1970: part of its version.")
  private long time;

  @Parameters(paramLabel = "DIR", description = "Where to write.")
  private Path out;

  private MarketplaceMain() {}

  /** Runs it. */
  public static void main(String[] args) {
    CommandLine command = new CommandLine(new MarketplaceMain());
    command.setExecutionExceptionHandler((problem, line, parsed) -> {
      if (problem instanceof IOException || problem instanceof IllegalArgumentException) {
        line.getErr().println("marketplace: " + problem.getMessage());
        return 1;
      }
      throw problem;
    });
    System.exit(command.execute(args));
  }

  @Override
  public Integer call() throws IOException {
    Path packer = project.resolve("packer");
    Map<String, Object> facts = Facts.of(
        Files.readString(packer.resolve("appliance.sh")),
        Files.readString(packer.resolve("pins.env")),
        Instant.ofEpochSecond(time));
    Writer writer = new Writer(project, facts);
    for (Layout layout : Layout.values()) {
      writer.write(layout, out);
    }
    return 0;
  }
}
