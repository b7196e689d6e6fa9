package eu.slmcopilot.configure;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;

/**
 * The appliance's log of operations, appended to: one line an event, {@code TIME STAGE LEVEL
 * event}, with the time in ISO 8601 with its offset. No secret may be given to it.
 */
final class OperationLog {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxxx", Locale.ROOT);

  private final Path file;
  private final Clock clock;
  private final String stage;

  OperationLog(Path file, Clock clock, String stage) {
    this.file = file;
    this.clock = clock;
    this.stage = stage;
  }

  void info(String event) {
    append("INFO", event);
  }

  void warning(String event) {
    append("WARN", event);
  }

  void error(String event) {
    append("ERROR", event);
  }

  private void append(String level, String event) {
    OffsetDateTime now = OffsetDateTime.now(clock).truncatedTo(ChronoUnit.MILLIS);
    String line =
        TIME.format(now) + " " + stage + " " + level + " " + event.replaceAll("\\R", " ") + "\n";
    try {
      boolean fresh = !Files.exists(file);
      if (fresh) {
        Files.createDirectories(file.getParent());
      }
      try (FileChannel channel = FileChannel.open(
          file,
          Set.of(CREATE, APPEND),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")))) {
        channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
      }
      if (fresh) {
        // The umask of the one-apps stages has taken the group's bit away.
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The log " + file + " cannot be written", e);
    }
  }
}
