package eu.slmcopilot.configure;

import eu.slmcopilot.appliance.Layout;
import eu.slmcopilot.configure.disk.Disk;
import eu.slmcopilot.configure.disk.Owner;
import eu.slmcopilot.configure.disk.WantedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The password in force: the one the context asks for, else one made here once. The made one is
 * kept in a file of its own, so that it comes back when the context no longer names another.
 */
final class Passwords {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int LENGTH = 16;

  private final Layout layout;
  private final Disk disk;
  private final RandomGenerator random;

  Passwords(Layout layout, Disk disk, RandomGenerator random) {
    this.layout = layout;
    this.disk = disk;
    this.random = random;
  }

  /** The password in force; empty before the first {@code configure}. */
  Optional<String> current() throws IOException {
    return disk.read(layout.password());
  }

  /** The files that put a password into force. */
  List<WantedFile> wanted(Optional<String> asked) throws IOException {
    if (asked.isPresent()) {
      return List.of(inForce(asked.get()));
    }
    return generated(kept().orElseGet(this::made));
  }

  /** The files that put a newly made password into force. */
  List<WantedFile> rotated() {
    return generated(made());
  }

  /** Whether the password in force was made here, not asked for in the context. */
  boolean isGenerated() throws IOException {
    Optional<String> current = current();
    return current.isPresent() && current.equals(kept());
  }

  private List<WantedFile> generated(String password) {
    // The kept one first: a crash in between leaves the old one in force, and no third one.
    return List.of(secret(layout.generatedPassword(), password, Owner.ROOT), inForce(password));
  }

  private WantedFile inForce(String password) {
    return secret(layout.password(), password, Owner.SERVICE);
  }

  private static WantedFile secret(Path path, String password, Owner owner) {
    return new WantedFile(path, password, "rw-------", owner);
  }

  private Optional<String> kept() throws IOException {
    return disk.read(layout.generatedPassword())
        .filter(text -> text.matches("[A-Za-z0-9]{" + LENGTH + "}"));
  }

  private String made() {
    StringBuilder password = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return password.toString();
  }
}
