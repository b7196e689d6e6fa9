package eu.slmcopilot.configure.doctor;

import java.nio.file.Files;
import java.nio.file.Path;

/** Is there room left? The directory need not exist yet. */
record DiskCheck(String name, Path directory, long least, long comfortable) implements Check {

  @Override
  public Finding look() {
    Path there = directory;
    while (!Files.exists(there)) {
      there = there.getParent();
    }
    // Not by its FileStore: that one wants to find the mount, which a chroot does not list.
    return judged(there.toFile().getUsableSpace());
  }

  Finding judged(long free) {
    String what = Sizes.text(free) + " free at " + directory;
    String remedy = "make room, or give the VM a larger disk";
    if (free < least) {
      return Finding.fail(name, what, remedy);
    }
    return free < comfortable ? Finding.warn(name, what, remedy) : Finding.ok(name, what);
  }
}
