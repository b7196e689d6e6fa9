package eu.slmcopilot.configure;

import eu.slmcopilot.appliance.Layout;
import eu.slmcopilot.configure.disk.Disk;
import eu.slmcopilot.configure.disk.Owner;
import eu.slmcopilot.configure.disk.WantedFile;
import eu.slmcopilot.configure.systemd.ServiceControl;
import eu.slmcopilot.configure.systemd.UnitAction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the disk what a plan says, touching only what differs, and tells the units concerned.
 *
 * <p>Which units still have to be told is noted on disk before the first file changes and struck
 * off at the very end. So a run that is killed in between, after which all files may already be
 * right, is still followed by the reload it owed.
 */
final class Applier {
  private final Disk disk;
  private final ServiceControl services;
  private final Reporter reporter;

  Applier(Disk disk, ServiceControl services, Reporter reporter) {
    this.disk = disk;
    this.services = services;
    this.reporter = reporter;
  }

  /** Says what {@link #apply} would do. */
  void preview(Plan plan) throws IOException {
    List<Path> changes = changes(plan);
    for (WantedFile file : plan.files()) {
      boolean differs = changes.contains(file.path());
      reporter.event((differs ? "would write " : "unchanged ") + file.path());
    }
    for (Path path : plan.absent()) {
      if (changes.contains(path)) {
        reporter.event("would remove " + path);
      }
    }
    UnitAction.after(changes, plan.layout())
        .forEach(action -> reporter.event("would " + action.words()));
  }

  /** Does it; a failure leaves every file whole, old or new, and the next run goes on from there. */
  void apply(Plan plan) throws IOException {
    Layout layout = plan.layout();
    disk.makeDirectory(layout.state(), "rwx------", Owner.SERVICE);
    List<Path> changes = changes(plan);
    Path note = layout.settings().resolveSibling("units.pending");
    Set<UnitAction> owed = new LinkedHashSet<>(UnitAction.read(disk.read(note).orElse("")));
    owed.addAll(UnitAction.after(changes, layout));
    if (!owed.isEmpty()) {
      disk.write(new WantedFile(note, UnitAction.text(owed), "rw-------", Owner.ROOT));
    }
    for (WantedFile file : plan.files()) {
      if (changes.contains(file.path())) {
        disk.makeDirectory(file.path().getParent(), "rwx------", Owner.SERVICE);
        disk.write(file);
        reporter.event("written " + file.path());
      } else {
        reporter.event("unchanged " + file.path());
      }
    }
    for (Path path : plan.absent()) {
      if (changes.contains(path)) {
        disk.remove(path);
        reporter.event("removed " + path);
      }
    }
    for (UnitAction action : owed) {
      if (services.perform(action)) {
        reporter.event(action.words());
      }
    }
    disk.remove(note);
  }

  private List<Path> changes(Plan plan) throws IOException {
    List<Path> changes = new ArrayList<>();
    for (WantedFile file : plan.files()) {
      if (!disk.holds(file)) {
        changes.add(file.path());
      }
    }
    for (Path path : plan.absent()) {
      Optional<String> there = disk.read(path);
      if (there.isPresent()) {
        changes.add(path);
      }
    }
    return changes;
  }
}
