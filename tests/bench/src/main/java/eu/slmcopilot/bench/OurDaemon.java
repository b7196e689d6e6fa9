package eu.slmcopilot.bench;

import eu.slmcopilot.appliance.Layout;
import eu.slmcopilot.appliance.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * Our daemon with everything on that is on in the appliance: heartbeats, chat sense, shared retries, metrics, access log;
 * only slots and connections are raised, so that nothing waits in the queue.
 *
 * @param java the program that runs it
 * @param jar the daemon
 * @param options for the virtual machine
 */
record OurDaemon(Path java, Path jar, List<String> options) {
  private static final int PLENTY = 20_000;

  /** Writes its files, and gives the command. */
  List<String> command(Site site, int port, int plainPort) throws IOException {
    Layout layout = layout(site);
    Files.createDirectories(layout.settings().getParent());
    Files.createDirectories(layout.password().getParent());
    Files.writeString(layout.settings(), settings(site, port, plainPort).toJson());
    Files.writeString(layout.password(), site.password() + "\n");
    Files.setPosixFilePermissions(layout.password(), PosixFilePermissions.fromString("rw-------"));
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(options);
    command.addAll(List.of(
        "-jar", jar.toString(), "--root", site.directory().resolve("root").toString()));
    return command;
  }

  static Layout layout(Site site) {
    return new Layout(site.directory().resolve("root"));
  }

  private static Settings settings(Site site, int port, int plainPort) {
    return new Settings(
        new Settings.Listen("127.0.0.1", port, plainPort),
        new Settings.Engine(
            URI.create("http://127.0.0.1:" + site.enginePort()), "bench", 32768, PLENTY),
        new Settings.Limits(PLENTY, 0, PLENTY, PLENTY),
        new Settings.Chat(true, 8192, "comment", ""),
        new Settings.Access(List.of("*"), List.of()),
        new Settings.Certificate("", "", "", ""));
  }
}
