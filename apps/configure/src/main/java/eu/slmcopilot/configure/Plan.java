package eu.slmcopilot.configure;

import eu.slmcopilot.appliance.Layout;
import eu.slmcopilot.appliance.Settings;
import eu.slmcopilot.appliance.Wishes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files as they should be, in the order in which they are written: what others depend on first.
 *
 * @param layout where everything lies
 * @param files the files
 */
record Plan(Layout layout, List<WantedFile> files) {

  /** Copies the list. */
  Plan {
    files = List.copyOf(files);
  }

  /** The plan for what the context asks for; reads what is kept, writes nothing. */
  static Plan of(Layout layout, Wishes wishes, Settings settings, Passwords passwords)
      throws IOException {
    List<WantedFile> files = new ArrayList<>(passwords.wanted(wishes.password()));
    files.add(
        new WantedFile(layout.settings(), settings.toJson(), "rw-r-----", Owner.ROOT_FOR_SERVICE));
    return new Plan(layout, files);
  }

  /**
   * Writes the files that differ.
   *
   * @param dryRun only says so
   * @return those that differed
   */
  List<Path> apply(Disk disk, Reporter reporter, boolean dryRun) throws IOException {
    if (!dryRun) {
      disk.makeDirectory(layout.state(), "rwx------", Owner.SERVICE);
      disk.makeDirectory(layout.settings().getParent(), "rwxr-x---", Owner.ROOT_FOR_SERVICE);
    }
    List<Path> changed = new ArrayList<>();
    for (WantedFile file : files) {
      if (disk.holds(file)) {
        reporter.event("unchanged " + file.path());
        continue;
      }
      if (!dryRun) {
        disk.write(file);
      }
      reporter.event((dryRun ? "would write " : "written ") + file.path());
      changed.add(file.path());
    }
    return changed;
  }
}
