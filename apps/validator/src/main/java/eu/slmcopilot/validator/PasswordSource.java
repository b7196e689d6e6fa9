package eu.slmcopilot.validator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the password comes from: a file, else the environment, else a person. */
final class PasswordSource {
  static final String VARIABLE = "SLM_COPILOT_PASSWORD";

  private PasswordSource() {}

  static String read(Optional<Path> file, String user, Surroundings surroundings)
      throws UsageException {
    if (file.isPresent()) {
      return fromFile(file.get());
    }
    Optional<String> password = surroundings
        .environment()
        .apply(VARIABLE)
        .filter(value -> !value.isEmpty())
        .or(() -> surroundings.secret().apply("Password of " + user + ": "));
    return password.orElseThrow(() -> new UsageException(
        "No password: name a file that has it by --password-file, set "
            + VARIABLE
            + ", or run this on a terminal and type it.",
        null));
  }

  private static String fromFile(Path file) throws UsageException {
    try {
      return Files.readString(file).replaceFirst("\\R+$", "");
    } catch (IOException e) {
      throw new UsageException("The password file " + file + " cannot be read: " + e, e);
    }
  }
}
