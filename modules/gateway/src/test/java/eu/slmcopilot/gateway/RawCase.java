package eu.slmcopilot.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * Bytes that no client library sends, and what must come of them.
 *
 * @param name what is tried
 * @param text as it goes over the wire, a character a byte
 * @param answer what must come back
 */
record RawCase(String name, String text, Answer answer) {

  /** What must come back; none of them lets more than {@code requests} requests through to the engine. */
  enum Answer {
    /** A status from 400 to 499, or a closed connection; the engine sees nothing. */
    REFUSED(0),
    /** 404; the engine sees nothing. */
    NOT_FOUND(0),
    /** 200 from the engine, which sees this one request. */
    SERVED(1),
    /** 200 from the gateway itself. */
    ALIVE(0);

    final int requests;

    Answer(int requests) {
      this.requests = requests;
    }

    boolean fits(String said) {
      String status = said.isEmpty() ? "closed" : said.replaceFirst("(?s)HTTP/1.. (...).*", "$1");
      return switch (this) {
        case REFUSED -> status.equals("closed") || status.startsWith("4");
        case NOT_FOUND -> status.equals("404");
        case SERVED, ALIVE -> status.equals("200");
      };
    }
  }

  /** A case by its text; {@code |} ends a line. */
  static RawCase of(String name, Answer answer, String text) {
    return new RawCase(name, text.replace("|", "\r\n"), answer);
  }

  byte[] bytes() {
    return text.getBytes(ISO_8859_1);
  }

  @Override
  public String toString() {
    return name;
  }
}
