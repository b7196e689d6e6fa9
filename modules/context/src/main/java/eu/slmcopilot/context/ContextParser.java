package eu.slmcopilot.context;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Cuts the text of a {@code context.sh} into assignments, as bash would when it sources the file,
 * without its expansions.
 *
 * <p>OpenNebula (generate_context in its VirtualMachineContext) writes {@code NAME='value'} and
 * escapes nothing but the single quote, as {@code '\''}; everything else is raw, newlines too.
 */
final class ContextParser {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final int END = -1;

  private final byte[] text;
  private final Map<String, byte[]> entries = new HashMap<>();
  private final List<Problem> warnings = new ArrayList<>();
  private int at;
  private int line = 1;
  private int startLine;
  private String variable = "";
  private ByteArrayOutputStream value = new ByteArrayOutputStream();
  private boolean expands;
  private boolean windowsLines;

  ContextParser(byte[] text) {
    this.text = text;
  }

  Context parse() throws ContextSyntaxException {
    if (text.length >= 3
        && text[0] == BYTE_ORDER_MARK[0]
        && text[1] == BYTE_ORDER_MARK[1]
        && text[2] == BYTE_ORDER_MARK[2]) {
      at = BYTE_ORDER_MARK.length;
      warnings.add(Problem.warning("", "The context starts with a byte order mark; skipped."));
    }
    while (skipToEntry()) {
      entry();
    }
    if (windowsLines) {
      warnings.add(Problem.warning(
          "",
          "The context has Windows line ends (CR LF); the CR after a value is taken as line end,"
              + " not as part of the value."));
    }
    return new Context(entries, warnings, true);
  }

  private boolean skipToEntry() {
    while (peek() != END) {
      if (peek() == '#') {
        skipLine();
      } else if (isBlank(peek()) || atLineEnd()) {
        windowsLines |= peek() == '\r';
        take();
      } else {
        return true;
      }
    }
    return false;
  }

  private void entry() throws ContextSyntaxException {
    startLine = line;
    variable = "";
    variable = name();
    value = new ByteArrayOutputStream();
    expands = false;
    while (!isBlank(peek()) && !atLineEnd()) {
      part();
    }
    endOfEntry();
    if (!variable.matches("[A-Za-z_][A-Za-z0-9_]*")) {
      warn("is not a name that a shell takes; the entry is ignored.");
      return;
    }
    if (expands) {
      warn("holds a $, backtick or ~ outside single quotes, which a shell would expand;"
          + " it is kept as written.");
    }
    if (entries.put(variable, value.toByteArray()) != null) {
      warn("is set more than once; this last value is used.");
    }
  }

  private String name() throws ContextSyntaxException {
    int start = at;
    while (isNameByte(peek())) {
      take();
    }
    if (at == start || peek() != '=') {
      throw error("expected NAME='value'");
    }
    String name = new String(text, start, at - start, StandardCharsets.US_ASCII);
    take();
    return name;
  }

  private void part() throws ContextSyntaxException {
    int c = peek();
    switch (c) {
      case '\'' -> singleQuoted();
      case '"' -> doubleQuoted();
      case '\\' -> escaped();
      case ';', '&', '|', '<', '>', '(', ')' ->
        throw error(
            "the character " + (char) c + " outside quotes; put the value into single quotes");
      default -> {
        expands |= startsExpansion(false) || isHome();
        value.write(data());
      }
    }
  }

  private void singleQuoted() throws ContextSyntaxException {
    int opened = line;
    take();
    while (peek() != '\'') {
      if (peek() == END) {
        throw unclosed(opened, "'");
      }
      value.write(data());
    }
    take();
  }

  private void doubleQuoted() throws ContextSyntaxException {
    int opened = line;
    take();
    while (peek() != '"') {
      if (peek() == END) {
        throw unclosed(opened, "\"");
      }
      if (peek() == '\\' && "$`\"\\\n".indexOf(peek(1)) >= 0) {
        take();
        int c = data();
        if (c != '\n') {
          value.write(c);
        }
      } else {
        expands |= startsExpansion(true);
        value.write(data());
      }
    }
    take();
  }

  private void escaped() throws ContextSyntaxException {
    take();
    if (peek() == END) {
      value.write('\\');
      return;
    }
    int c = data();
    if (c != '\n') {
      value.write(c);
    }
  }

  private void endOfEntry() throws ContextSyntaxException {
    while (isBlank(peek())) {
      take();
    }
    if (peek() == '#') {
      skipLine();
    } else if (!atLineEnd()) {
      throw error("text after the value; put a value with blanks into single quotes");
    }
  }

  /** Whether bash would put something else in the place of what comes next. */
  private boolean startsExpansion(boolean quoted) {
    if (peek() == '`') {
      return true;
    }
    int next = peek(1);
    return peek() == '$'
        && (isAlphanumeric(next)
            || (next != END && "_{([*@#?$!-".indexOf(next) >= 0)
            || (!quoted && (next == '\'' || next == '"')));
  }

  /** A tilde is the home directory at the start of a bare value and after a colon in it. */
  private boolean isHome() {
    return peek() == '~' && (text[at - 1] == '=' || text[at - 1] == ':');
  }

  /** Takes a byte of a value. */
  private int data() throws ContextSyntaxException {
    if (peek() == 0) {
      throw error("a NUL byte, which no shell variable can hold");
    }
    return take();
  }

  private int take() {
    int c = peek();
    if (c == '\n') {
      line++;
    }
    at++;
    return c;
  }

  private void skipLine() {
    while (peek() != '\n' && peek() != END) {
      take();
    }
  }

  private boolean atLineEnd() {
    int c = peek();
    return c == END || c == '\n' || (c == '\r' && (peek(1) == '\n' || peek(1) == END));
  }

  private int peek() {
    return peek(0);
  }

  private int peek(int ahead) {
    return at + ahead < text.length ? text[at + ahead] & 0xFF : END;
  }

  private static boolean isBlank(int c) {
    return c == ' ' || c == '\t';
  }

  private static boolean isAlphanumeric(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private static boolean isNameByte(int c) {
    return isAlphanumeric(c) || c == '_' || c == '-' || c == '.';
  }

  private void warn(String what) {
    warnings.add(Problem.warning(variable, "line " + startLine + ": " + what));
  }

  private ContextSyntaxException error(String what) {
    return new ContextSyntaxException(line, variable, what);
  }

  private ContextSyntaxException unclosed(int opened, String quote) {
    return new ContextSyntaxException(
        opened, variable, "the quote " + quote + " that opens here is never closed");
  }
}
