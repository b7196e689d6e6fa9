package eu.slmcopilot.configure.disk;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * The disk of this machine.
 *
 * <p>A file is written beside its place, made lasting, and renamed: whoever reads it, and whoever
 * pulls the plug, finds the whole old or the whole new one.
 */
public final class RealDisk implements Disk {

  /** Told of every step of a write just before it is done, so that a test can end it there. */
  public interface Steps {
    void before(String step);
  }

  private final boolean givesAway;
  private final Steps steps;

  /**
   * A disk.
   *
   * @param givesAway whether this process may change owners, that is, is root
   */
  public RealDisk(boolean givesAway, Steps steps) {
    this.givesAway = givesAway;
    this.steps = steps;
  }

  @Override
  public Optional<String> read(Path file) throws IOException {
    // Not through links: this runs as root, also in a directory of the service.
    try (var channel = Files.newByteChannel(file, Set.of(READ, NOFOLLOW_LINKS));
        var in = Channels.newInputStream(channel)) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean holds(WantedFile file) throws IOException {
    if (!Files.isRegularFile(file.path(), NOFOLLOW_LINKS)
        || !Arrays.equals(Files.readAllBytes(file.path()), file.bytes())) {
      return false;
    }
    PosixFileAttributes now =
        Files.readAttributes(file.path(), PosixFileAttributes.class, NOFOLLOW_LINKS);
    return now.permissions().equals(file.permissions())
        && user(file.owner()).map(now.owner()::equals).orElse(true)
        && group(file.owner()).map(now.group()::equals).orElse(true);
  }

  @Override
  public void write(WantedFile file) throws IOException {
    Path directory = file.path().toAbsolutePath().getParent();
    // The same name each time: what a crash leaves behind, the next run takes away.
    Path draft = directory.resolve("." + file.path().getFileName() + ".new");
    steps.before("clear");
    Files.deleteIfExists(draft);
    steps.before("create");
    try (FileChannel channel = FileChannel.open(
        draft,
        Set.of(CREATE_NEW, WRITE),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      steps.before("content");
      ByteBuffer bytes = ByteBuffer.wrap(file.bytes());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      steps.before("owner");
      setOwner(draft, file.owner());
      // A directory that the service may write to holds 0600 files only. So this, the one call
      // that would follow a link put there in between, happens where only root writes.
      if (!file.mode().equals("rw-------")) {
        Files.setPosixFilePermissions(draft, file.permissions());
      }
      steps.before("sync");
      channel.force(true);
    }
    steps.before("rename");
    Files.move(draft, file.path(), StandardCopyOption.ATOMIC_MOVE);
    steps.before("sync directory");
    sync(directory);
    steps.before("done");
  }

  @Override
  public void makeDirectory(Path directory, String mode, Owner owner) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory);
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(mode));
      setOwner(directory, owner);
    }
  }

  @Override
  public void remove(Path file) throws IOException {
    if (Files.deleteIfExists(file)) {
      sync(file.toAbsolutePath().getParent());
    }
  }

  @Override
  public <T> T alone(Path lock, Work<T> work) throws IOException {
    try (FileChannel channel = FileChannel.open(
        lock,
        Set.of(CREATE, WRITE),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      // Closing the channel, or the end of the process, lets go of it.
      channel.lock();
      return work.run();
    }
  }

  private static void sync(Path directory) throws IOException {
    try (FileChannel entry = FileChannel.open(directory, READ)) {
      entry.force(true);
    }
  }

  private void setOwner(Path path, Owner owner) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(path, PosixFileAttributeView.class, NOFOLLOW_LINKS);
    Optional<GroupPrincipal> group = group(owner);
    if (group.isPresent()) {
      view.setGroup(group.get());
    }
    Optional<UserPrincipal> user = user(owner);
    if (user.isPresent()) {
      view.setOwner(user.get());
    }
  }

  private Optional<UserPrincipal> user(Owner owner) throws IOException {
    try {
      return givesAway
          ? Optional.of(FileSystems.getDefault()
              .getUserPrincipalLookupService()
              .lookupPrincipalByName(owner.user()))
          : Optional.empty();
    } catch (UserPrincipalNotFoundException e) {
      return Optional.empty();
    }
  }

  private Optional<GroupPrincipal> group(Owner owner) throws IOException {
    try {
      return givesAway
          ? Optional.of(FileSystems.getDefault()
              .getUserPrincipalLookupService()
              .lookupPrincipalByGroupName(owner.group()))
          : Optional.empty();
    } catch (UserPrincipalNotFoundException e) {
      return Optional.empty();
    }
  }
}
