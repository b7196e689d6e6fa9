package eu.slmcopilot.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The directory that keeps keys and certificates across restarts: itself 0700, its files 0600,
 * each written whole or not at all. Processes that open the same directory take turns.
 */
public final class CertificateDirectory {
  private static final Set<PosixFilePermission> OURS_TO_ENTER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OURS_ALONE =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> FOR_ALL_TO_READ =
      PosixFilePermissions.fromString("rw-r--r--");
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS").withZone(ZoneOffset.UTC);

  private static final long LOOK_AGAIN_MILLIS = 20;

  private final Path path;
  private final Clock clock;
  private final Consumer<String> notices;
  // A file lock belongs to the whole process, so its threads need one more among themselves.
  private final Map<String, ReentrantLock> threads = new ConcurrentHashMap<>();

  private CertificateDirectory(Path path, Clock clock, Consumer<String> notices) {
    this.path = path;
    this.clock = clock;
    this.notices = notices;
  }

  /**
   * Opens the directory, making it when it is missing and closing it to others when it is open.
   *
   * @param clock tells what has expired
   * @param notices gets one sentence for each thing an operator should know: something was made,
   *     set aside, or its rights were narrowed
   * @throws TlsException when it can be neither made nor closed to others
   */
  public static CertificateDirectory open(Path path, Clock clock, Consumer<String> notices)
      throws TlsException {
    try {
      Files.createDirectories(path, PosixFilePermissions.asFileAttribute(OURS_TO_ENTER));
      narrow(path, OURS_TO_ENTER, notices);
    } catch (IOException e) {
      throw new TlsException(
          "The certificate directory "
              + path
              + " cannot be used ("
              + e
              + "): it must be a directory that belongs to the user this runs as.",
          e);
    }
    return new CertificateDirectory(path, clock, notices);
  }

  /** A turn in which no other process changes the directory. */
  public interface Turn<T> {
    /**
     * Does the work.
     *
     * @throws TlsException as the work fails
     */
    T take() throws TlsException;
  }

  /**
   * Takes a turn; waits for other threads and processes to end theirs. A turn may be taken within a turn.
   *
   * @throws TlsException when the turn fails or cannot be had
   */
  public <T> T inTurn(Turn<T> turn) throws TlsException {
    return inTurn(".lock", turn);
  }

  /**
   * The same for a task of its own, which takes turns with its like alone: one that waits for an authority for minutes
   * must not keep others from the directory.
   *
   * @param task a file name for the lock
   * @throws TlsException when the turn fails or cannot be had
   */
  public <T> T inTurn(String task, Turn<T> turn) throws TlsException {
    ReentrantLock own = threads.computeIfAbsent(task, name -> new ReentrantLock());
    own.lock();
    try {
      return own.getHoldCount() > 1 ? turn.take() : alone(path.resolve(task), turn);
    } finally {
      own.unlock();
    }
  }

  private static <T> T alone(Path lockFile, Turn<T> turn) throws TlsException {
    try (FileChannel channel = FileChannel.open(
            lockFile, Set.of(CREATE, WRITE), PosixFilePermissions.asFileAttribute(OURS_ALONE));
        FileLock lock = locked(channel)) {
      assert lock.isValid();
      return turn.take();
    } catch (IOException e) {
      throw new TlsException("The lock " + lockFile + " cannot be taken: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TlsException("Waiting for the lock " + lockFile + " was interrupted.", e);
    }
  }

  private static FileLock locked(FileChannel channel) throws IOException, InterruptedException {
    while (true) {
      try {
        return channel.lock();
      } catch (OverlappingFileLockException e) {
        // Somebody in this process has opened the directory a second time; the JDK does not wait
        // for that.
        Thread.sleep(LOOK_AGAIN_MILLIS);
      }
    }
  }

  /**
   * Reads a key with its chain. A file that makes no sense is set aside, said so, and counts as
   * absent; one that may not be read is a failure, since nothing should be made over it.
   *
   * @param name the file's plain name
   * @throws TlsException when it is there and may not be read
   */
  public Optional<KeyMaterial> read(String name) throws TlsException {
    Path file = path.resolve(name);
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    byte[] content;
    try {
      narrow(file, OURS_ALONE, notices);
      content = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new TlsException(
          file + " cannot be read (" + e + "): give it to the user this runs as.", e);
    }
    try {
      return Optional.of(PemText.read(new String(content, UTF_8)));
    } catch (TlsException e) {
      setAside(name, e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Keeps a key with its chain under this name, readable by this user alone.
   *
   * @throws TlsException when it cannot be written; what was there stays
   */
  public void keep(String name, KeyMaterial material) throws TlsException {
    write(path.resolve(name), PemText.of(material), OURS_ALONE);
  }

  /** Keeps a text for all to read, unless it stands there already. */
  Path publish(String name, String text) throws TlsException {
    Path file = path.resolve(name);
    try {
      if (Files.exists(file) && Files.readString(file).equals(text)) {
        return file;
      }
    } catch (IOException e) {
      notices.accept(file + " could not be read and is written anew: " + e);
    }
    write(file, text, FOR_ALL_TO_READ);
    return file;
  }

  /** Takes a file out of use without losing it, and says why. */
  void setAside(String name, String why) throws TlsException {
    Path file = path.resolve(name);
    Path aside = path.resolve(name + ".unusable-" + STAMP.format(clock.instant()));
    for (int more = 1; Files.exists(aside); more++) {
      aside = path.resolve(name + ".unusable-" + STAMP.format(clock.instant()) + "-" + more);
    }
    try {
      Files.move(file, aside);
      AtomicFile.syncDirectory(path);
    } catch (IOException e) {
      throw new TlsException(
          file + " is not usable: " + why + ". It could not be set aside either: " + e, e);
    }
    notice(file + " is not usable: " + why + ". It is kept as " + aside.getFileName() + ".");
  }

  /** Puts the latest of the files that were set aside back in its place, if one is fit. */
  Optional<KeyMaterial> takeBack(String name, Predicate<KeyMaterial> fit) throws TlsException {
    try (Stream<Path> files = Files.list(path)) {
      List<Path> aside = files
          .filter(file -> file.getFileName().toString().startsWith(name + ".unusable-"))
          .sorted(Comparator.reverseOrder())
          .toList();
      for (Path file : aside) {
        Optional<KeyMaterial> material = material(file).filter(fit);
        if (material.isPresent()) {
          Files.move(file, path.resolve(name), StandardCopyOption.ATOMIC_MOVE);
          AtomicFile.syncDirectory(path);
          notice(file.getFileName() + " is usable again and is back in its place.");
          return material;
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new TlsException(path + " cannot be looked through: " + e, e);
    }
  }

  private static Optional<KeyMaterial> material(Path file) throws IOException {
    try {
      return Optional.of(PemText.read(Files.readString(file)));
    } catch (TlsException e) {
      return Optional.empty();
    }
  }

  /**
   * Reads a text that {@link #keepText} kept; empty when there is none.
   *
   * @throws TlsException when it is there and may not be read
   */
  public Optional<String> readText(String name) throws TlsException {
    Path file = path.resolve(name);
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    try {
      narrow(file, OURS_ALONE, notices);
      return Optional.of(Files.readString(file));
    } catch (IOException e) {
      throw new TlsException(
          file + " cannot be read (" + e + "): give it to the user this runs as.", e);
    }
  }

  /**
   * Keeps a text under this name, readable by this user alone.
   *
   * @throws TlsException when it cannot be written; what was there stays
   */
  public void keepText(String name, String text) throws TlsException {
    write(path.resolve(name), text, OURS_ALONE);
  }

  /** The clock that tells what has expired. */
  public Clock clock() {
    return clock;
  }

  /** Tells the operator one sentence. */
  public void notice(String sentence) {
    notices.accept(sentence);
  }

  private static void write(Path file, String text, Set<PosixFilePermission> rights)
      throws TlsException {
    try {
      AtomicFile.write(file, text.getBytes(UTF_8), rights);
    } catch (IOException e) {
      throw new TlsException(file + " cannot be written: " + e, e);
    }
  }

  private static void narrow(Path path, Set<PosixFilePermission> rights, Consumer<String> notices)
      throws IOException {
    if (!rights.containsAll(Files.getPosixFilePermissions(path))) {
      Files.setPosixFilePermissions(path, rights);
      notices.accept(path + " was open to other users; it is closed to them now.");
    }
  }
}
