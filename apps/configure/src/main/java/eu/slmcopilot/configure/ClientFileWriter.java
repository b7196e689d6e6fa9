package eu.slmcopilot.configure;

import eu.slmcopilot.configure.disk.Disk;
import eu.slmcopilot.configure.disk.Owner;
import eu.slmcopilot.configure.disk.WantedFile;
import eu.slmcopilot.report.Certificate;
import eu.slmcopilot.report.ClientFile;
import eu.slmcopilot.report.Report;
import eu.slmcopilot.report.ReportException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Merges an endpoint into a client's file in the user's home, and keeps a copy of what was there. */
final class ClientFileWriter {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");

  private final Tool tool;
  private final PrintWriter out;
  private final PrintWriter err;

  ClientFileWriter(Tool tool, PrintWriter out, PrintWriter err) {
    this.tool = tool;
    this.out = out;
    this.err = err;
  }

  /**
   * Does so, or leaves everything as it was and says why.
   *
   * @param replace whether another server's entry may be replaced
   * @return the exit code
   */
  int write(ClientFile file, Report report, boolean replace) throws IOException {
    Optional<Path> home = home();
    if (home.isEmpty()) {
      return 1;
    }
    Path path = file.path(home.get(), tool.environment());
    // A link into somebody's collection of settings stays a link.
    Path target = Files.exists(path) ? path.toRealPath() : path;
    try {
      Optional<String> existing = read(target);
      ClientFile.Merged merged = file.merged(existing, report, replace);
      if (existing.filter(merged.text()::equals).isPresent()) {
        out.println("unchanged " + path);
      } else {
        put(target, existing, merged.text());
        out.println("written " + path);
      }
      merged.notes().forEach(note -> out.println("note: " + note));
    } catch (ReportException e) {
      err.println("slm-copilot: " + path + " was left as it is: " + e.getMessage());
      return 1;
    }
    sayTrust(report);
    return 0;
  }

  private Optional<Path> home() throws IOException {
    String home = tool.environment().getOrDefault("HOME", "");
    if (home.isEmpty()) {
      err.println("slm-copilot: HOME is not set, so there is no telling where the file is.");
      return Optional.empty();
    }
    Path directory = Path.of(home);
    String owner = Files.getOwner(directory).getName();
    boolean root = ProcessHandle.current().info().user().filter("root"::equals).isPresent();
    if (root && !owner.equals("root")) {
      err.println("slm-copilot: " + home + " is the home of " + owner
          + ", who could not read what root writes there: run this as " + owner + ".");
      return Optional.empty();
    }
    return Optional.of(directory);
  }

  private static Optional<String> read(Path target) throws IOException, ReportException {
    try {
      return Files.exists(target) ? Optional.of(Files.readString(target)) : Optional.empty();
    } catch (CharacterCodingException e) {
      throw new ReportException("it is not UTF-8 text.");
    }
  }

  private void put(Path target, Optional<String> existing, String text) throws IOException {
    Disk disk = tool.disk();
    disk.makeDirectory(target.getParent(), "rwx------", Owner.ROOT);
    if (existing.isPresent()) {
      Path copy = copyOf(target);
      disk.write(new WantedFile(copy, existing.get(), "rw-------", Owner.ROOT));
      out.println("kept " + copy);
    }
    disk.write(new WantedFile(target, text, "rw-------", Owner.ROOT));
  }

  private Path copyOf(Path target) {
    String name = target.getFileName() + ".bak-"
        + STAMP.format(tool.clock().instant().atOffset(ZoneOffset.UTC));
    Path copy = target.resolveSibling(name);
    for (int more = 2; Files.exists(copy); more++) {
      copy = target.resolveSibling(name + "-" + more);
    }
    return copy;
  }

  private void sayTrust(Report report) {
    boolean known = report
        .certificate()
        .filter(certificate -> certificate.kind() == Certificate.Kind.ISSUED)
        .isPresent();
    if (!known) {
      out.println(
          "The certificate has to be trusted as well: without --write, this command says how.");
    }
  }
}
