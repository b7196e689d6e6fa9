package eu.slmcopilot.configure.doctor;

import eu.slmcopilot.appliance.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Are the files of the tool in order? [SEC-03] [ONE-07] */
record FileChecks(Layout layout) {
  private static final long LARGE = 100 * Sizes.MIB;
  private static final String PRIVATE = "rw-------";

  Finding password() throws IOException {
    Path file = layout.password();
    if (!Files.exists(file)) {
      return Finding.fail("password", "there is no " + file, "run 'slm-copilot configure'");
    }
    String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    return mode.equals(PRIVATE)
        ? Finding.ok("password", file + " is for its owner alone")
        : Finding.fail(
            "password",
            file + " has mode " + mode + ", not " + PRIVATE,
            "run 'slm-copilot configure', then 'slm-copilot password rotate'");
  }

  Finding log() throws IOException {
    Path file = layout.log();
    if (!Files.exists(file)) {
      return Finding.ok("log", "nothing logged yet");
    }
    long size = Files.size(file);
    String what = file + ", " + Sizes.text(size);
    return size > LARGE
        ? Finding.warn("log", what, "it is not rotated: systemctl status logrotate.timer")
        : Finding.ok("log", what);
  }
}
