package eu.slmcopilot.configure;

import eu.slmcopilot.appliance.Layout;
import eu.slmcopilot.appliance.Settings;
import eu.slmcopilot.appliance.Wishes;
import eu.slmcopilot.configure.disk.Owner;
import eu.slmcopilot.configure.disk.WantedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files as they should be, in the order in which they are written: what others depend on first.
 *
 * @param layout where everything lies
 * @param files the files that should be there
 * @param absent the files that should not be there
 */
record Plan(Layout layout, List<WantedFile> files, List<Path> absent) {

  /** Copies the lists. */
  Plan {
    files = List.copyOf(files);
    absent = List.copyOf(absent);
  }

  /**
   * The plan for what the context asks for; reads what is kept, writes nothing.
   *
   * @param engine LocalAI's files, none where it is not installed
   */
  static Plan of(
      Layout layout, Wishes wishes, Settings settings, Passwords passwords, List<WantedFile> engine)
      throws IOException {
    List<WantedFile> files = new ArrayList<>(passwords.wanted(wishes.password()));
    List<Path> absent = new ArrayList<>();
    secret(layout.ownCertificate(), wishes.ownCertificate(), files, absent);
    secret(layout.ownKey(), wishes.ownKey(), files, absent);
    secret(layout.acmeEabHmac(), wishes.acmeEabHmac(), files, absent);
    files.addAll(engine);
    files.add(
        new WantedFile(layout.settings(), settings.toJson(), "rw-r-----", Owner.ROOT_FOR_SERVICE));
    return new Plan(layout, files, absent);
  }

  private static void secret(
      Path path, Optional<String> content, List<WantedFile> files, List<Path> absent) {
    content.ifPresentOrElse(
        text -> files.add(new WantedFile(path, text, "rw-------", Owner.SERVICE)),
        () -> absent.add(path));
  }
}
