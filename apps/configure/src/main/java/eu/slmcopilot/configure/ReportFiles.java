package eu.slmcopilot.configure;

import eu.slmcopilot.appliance.Layout;
import eu.slmcopilot.configure.disk.Disk;
import eu.slmcopilot.configure.disk.Owner;
import eu.slmcopilot.configure.disk.WantedFile;
import eu.slmcopilot.report.Format;
import eu.slmcopilot.report.Report;
import eu.slmcopilot.report.ReportWriter;
import java.io.IOException;
import java.util.List;

/** Puts the report and the login banner where people look for them. */
final class ReportFiles {
  private final Layout layout;
  private final Disk disk;
  private final ReportWriter writer;

  ReportFiles(Layout layout, Disk disk, ReportWriter writer) {
    this.layout = layout;
    this.disk = disk;
    this.writer = writer;
  }

  /** Writes both. */
  void write(Report report) throws IOException {
    StringBuilder text = new StringBuilder();
    writer.write(report, Format.TEXT, text);
    StringBuilder banner = new StringBuilder();
    writer.banner(report, layout.report().toString(), banner);
    disk.makeDirectory(layout.lock().getParent(), "rwxr-x---", Owner.ROOT_FOR_SERVICE);
    disk.alone(layout.lock(), () -> {
      for (WantedFile file : List.of(
          new WantedFile(layout.report(), text.toString(), "rw-------", Owner.ROOT),
          new WantedFile(layout.banner(), banner.toString(), "rw-r--r--", Owner.ROOT))) {
        disk.makeDirectory(file.path().getParent(), "rwxr-xr-x", Owner.ROOT);
        disk.write(file);
      }
      return null;
    });
  }
}
