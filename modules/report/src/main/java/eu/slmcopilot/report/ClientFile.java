package eu.slmcopilot.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A client's own configuration file, which an endpoint can be merged into. */
public sealed interface ClientFile permits ClineFile, OpenCodeFile {

  /**
   * A merged file.
   *
   * @param text all of it
   * @param notes what a person should know about it, such as what was left as it was
   */
  record Merged(String text, List<String> notes) {
    /** Copies the notes. */
    public Merged {
      notes = List.copyOf(notes);
    }

    /** Without the text, which holds secrets. */
    @Override
    public String toString() {
      return "Merged " + notes;
    }
  }

  /** The file of this client; empty where there is none that a program should write. */
  static Optional<ClientFile> of(Client client) {
    return switch (client) {
      case CLINE, CLINE_CLI -> Optional.of(new ClineFile());
      case OPENCODE -> Optional.of(new OpenCodeFile());
      default -> Optional.empty();
    };
  }

  /**
   * Where the client looks for it.
   *
   * @param home the user's home directory
   * @param environment the variables that the client sees as well
   */
  Path path(Path home, Map<String, String> environment);

  /**
   * The endpoint and everything else that the file held before, other providers above all. Merging twice gives the same.
   *
   * @param existing the file's text, empty when there is none
   * @param replace whether to take the place of another endpoint where there is room for one only
   * @throws ReportException when the existing text is not what the client writes, or the one place is taken
   */
  Merged merged(Optional<String> existing, Report report, boolean replace) throws ReportException;
}
