package eu.slmcopilot.configure.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Is there room left? The directory need not exist yet. */
record DiskCheck(String name, Path directory, long least, long comfortable) implements Check {

  @Override
  public Finding look() throws IOException {
    Path there = directory;
    while (!Files.exists(there)) {
      there = there.getParent();
    }
    return judged(Files.getFileStore(there).getUsableSpace());
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
