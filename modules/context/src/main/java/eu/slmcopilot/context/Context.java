package eu.slmcopilot.context;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The variables of one VM as they were delivered, byte for byte: OpenNebula passes on whatever a
 * person typed, valid UTF-8 or not.
 *
 * <p>Immutable and safe for many threads. {@link #toString()} shows names only.
 */
public final class Context {
  /** The largest file that is read, in bytes; OpenNebula itself sets no bound. */
  public static final int LARGEST_FILE = 4 * 1024 * 1024;

  private final NavigableMap<String, byte[]> entries;
  private final List<Problem> warnings;
  private final boolean delivered;

  Context(Map<String, byte[]> entries, List<Problem> warnings, boolean delivered) {
    this.entries = Collections.unmodifiableNavigableMap(new TreeMap<>(entries));
    this.warnings = List.copyOf(warnings);
    this.delivered = delivered;
  }

  /**
   * The variables of a {@code context.sh} file.
   *
   * @throws IOException when it cannot be read, or is larger than {@link #LARGEST_FILE}
   * @throws ContextSyntaxException when it is not a list of assignments
   */
  public static Context read(Path file) throws IOException, ContextSyntaxException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] text = in.readNBytes(LARGEST_FILE + 1);
      if (text.length > LARGEST_FILE) {
        throw new IOException(
            "The context " + file + " is larger than " + LARGEST_FILE + " bytes; not read.");
      }
      return parse(text);
    }
  }

  /**
   * The variables in the text of a {@code context.sh} file: {@code NAME='value'} as OpenNebula
   * writes it, and the double-quoted and bare forms as bash reads them. Nothing is expanded: a
   * {@code $}, backtick or leading {@code ~} that bash would act on stays as it is written, and is
   * reported in {@link #warnings()}.
   *
   * @throws ContextSyntaxException when it is not a list of assignments
   */
  public static Context parse(byte[] text) throws ContextSyntaxException {
    return new ContextParser(text).parse();
  }

  /**
   * The variables of a process environment, for runs outside OpenNebula.
   *
   * @param environment names and values, as {@link System#getenv()} gives them
   */
  public static Context ofEnvironment(Map<String, String> environment) {
    Map<String, byte[]> entries = new TreeMap<>();
    environment.forEach((name, value) -> entries.put(name, value.getBytes(StandardCharsets.UTF_8)));
    return new Context(entries, List.of(), false);
  }

  /** The value of a variable; empty when there is none, which is not the same as an empty value. */
  public Optional<byte[]> bytes(String name) {
    return Optional.ofNullable(entries.get(name)).map(byte[]::clone);
  }

  /** All names, sorted. */
  public Set<String> names() {
    return entries.keySet();
  }

  /** What was odd about the text: duplicates, line ends, things that bash would have expanded. */
  public List<Problem> warnings() {
    return warnings;
  }

  /**
   * Whether this came from a context file, so that one-context has put the same values into {@code
   * one_env}.
   */
  public boolean delivered() {
    return delivered;
  }

  @Override
  public String toString() {
    return "Context" + entries.keySet();
  }
}
