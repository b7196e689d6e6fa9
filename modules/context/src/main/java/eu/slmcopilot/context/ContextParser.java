package eu.slmcopilot.context;

import java.io.ByteArrayOutputStream;
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

  private final Cursor cursor;
  private final Map<String, byte[]> entries = new HashMap<>();
  private final List<Problem> warnings = new ArrayList<>();
  private int startLine;
  private String variable = "";
  private ByteArrayOutputStream value = new ByteArrayOutputStream();
  private boolean expands;
  private boolean windowsLines;

  ContextParser(byte[] text) {
    this.cursor = new Cursor(text);
  }

  Context parse() throws ContextSyntaxException {
    if (cursor.skip(BYTE_ORDER_MARK)) {
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
    while (cursor.peek() != Cursor.END) {
      if (cursor.peek() == '#') {
        cursor.skipLine();
      } else if (cursor.atBlank() || cursor.atLineEnd()) {
        windowsLines |= cursor.peek() == '\r';
        cursor.take();
      } else {
        return true;
      }
    }
    return false;
  }

  private void entry() throws ContextSyntaxException {
    startLine = cursor.line();
    variable = "";
    variable = name();
    value = new ByteArrayOutputStream();
    expands = false;
    while (!cursor.atBlank() && !cursor.atLineEnd()) {
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
    String name = cursor.takeName();
    if (name.isEmpty() || cursor.peek() != '=') {
      throw error("expected NAME='value'");
    }
    cursor.take();
    return name;
  }

  private void part() throws ContextSyntaxException {
    int c = cursor.peek();
    switch (c) {
      case '\'' -> singleQuoted();
      case '"' -> doubleQuoted();
      case '\\' -> escaped();
      case ';', '&', '|', '<', '>', '(', ')' ->
        throw error(
            "the character " + (char) c + " outside quotes; put the value into single quotes");
      default -> {
        expands |= cursor.atExpansion(false) || cursor.atHome();
        value.write(data());
      }
    }
  }

  private void singleQuoted() throws ContextSyntaxException {
    int opened = cursor.line();
    cursor.take();
    while (cursor.peek() != '\'') {
      endInside(opened, "'");
      value.write(data());
    }
    cursor.take();
  }

  private void doubleQuoted() throws ContextSyntaxException {
    int opened = cursor.line();
    cursor.take();
    while (cursor.peek() != '"') {
      endInside(opened, "\"");
      if (cursor.peek() == '\\' && Cursor.isOneOf("$`\"\\\n", cursor.peek(1))) {
        escaped();
      } else {
        expands |= cursor.atExpansion(true);
        value.write(data());
      }
    }
    cursor.take();
  }

  /** A backslash takes the meaning from what follows; before a line end, both vanish. */
  private void escaped() throws ContextSyntaxException {
    cursor.take();
    if (cursor.peek() == Cursor.END) {
      value.write('\\');
      return;
    }
    int c = data();
    if (c != '\n') {
      value.write(c);
    }
  }

  private void endOfEntry() throws ContextSyntaxException {
    cursor.skipBlanks();
    if (cursor.peek() == '#') {
      cursor.skipLine();
    } else if (!cursor.atLineEnd()) {
      throw error("text after the value; put a value with blanks into single quotes");
    }
  }

  /** Takes a byte of a value. */
  private int data() throws ContextSyntaxException {
    if (cursor.peek() == 0) {
      throw error("a NUL byte, which no shell variable can hold");
    }
    return cursor.take();
  }

  private void endInside(int opened, String quote) throws ContextSyntaxException {
    if (cursor.peek() == Cursor.END) {
      throw new ContextSyntaxException(
          opened, variable, "the quote " + quote + " that opens here is never closed");
    }
  }

  private void warn(String what) {
    warnings.add(Problem.warning(variable, "line " + startLine + ": " + what));
  }

  private ContextSyntaxException error(String what) {
    return new ContextSyntaxException(cursor.line(), variable, what);
  }
}
