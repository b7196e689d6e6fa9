package eu.slmcopilot.configure.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The files that the tool compares and writes. */
public interface Disk {

  /** The text of a file; empty when there is none. */
  Optional<String> read(Path file) throws IOException;

  /** Whether the file is there with just this content, mode and owner. */
  boolean holds(WantedFile file) throws IOException;

  /** Puts the file there, whole or not at all, and lasting when this returns. */
  void write(WantedFile file) throws IOException;

  /** Makes the directory and its parents where they are missing. */
  void makeDirectory(Path directory, String mode, Owner owner) throws IOException;

  /** Takes the file away, if it is there. */
  void remove(Path file) throws IOException;

  /** Runs the work while no other process runs work under the same lock. */
  <T> T alone(Path lock, Work<T> work) throws IOException;

  /** Work on files. */
  interface Work<T> {
    T run() throws IOException;
  }
}
