package eu.slmcopilot.tls.acme;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/**
 * What must not be forgotten by a restart: an appliance that crashes and comes back must not ask its authority each
 * time.
 *
 * @param next when to ask again
 * @param failures how often it failed in a row
 * @param problem why it failed last, for a person; empty when it did not
 */
record AcmeState(Instant next, int failures, String problem) {
  /** Ask at once. */
  static final AcmeState FRESH = new AcmeState(Instant.EPOCH, 0, "");

  String text() {
    Properties values = new Properties();
    values.setProperty("next", next.toString());
    values.setProperty("failures", Integer.toString(failures));
    values.setProperty("problem", problem);
    StringWriter out = new StringWriter();
    try {
      values.store(out, null);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does no I/O", e);
    }
    return out.toString();
  }

  /** The state in a text; {@link #FRESH} when it makes no sense. */
  static AcmeState read(Optional<String> text) {
    Properties values = new Properties();
    try {
      values.load(new StringReader(text.orElse("")));
      return new AcmeState(
          Instant.parse(values.getProperty("next", "")),
          Integer.parseInt(values.getProperty("failures", "")),
          values.getProperty("problem", ""));
    } catch (IOException | DateTimeException | IllegalArgumentException e) {
      return FRESH;
    }
  }
}
