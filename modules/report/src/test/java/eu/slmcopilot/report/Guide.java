package eu.slmcopilot.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.parser.Parser;

/**
 * A guide as a reader of Markdown sees it.
 *
 * @param text all of it
 */
record Guide(String text) {
  private static final GuideWriter WRITER = new GuideWriter();
  private static final Parser MARKDOWN = Parser.builder().build();

  static Guide of(Report report, Client client, ClientTrust trust) {
    try {
      StringBuilder out = new StringBuilder();
      WRITER.write(report, client, trust, out);
      return new Guide(out.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The fenced blocks in this language, in order. */
  List<String> blocks(String language) {
    List<String> blocks = new ArrayList<>();
    MARKDOWN.parse(text).accept(new AbstractVisitor() {
      @Override
      public void visit(FencedCodeBlock block) {
        if (block.getInfo().equals(language)) {
          blocks.add(block.getLiteral());
        }
      }
    });
    return blocks;
  }

  /** The value of a field in a block of plain text: what stands from column 21 on. */
  String field(String name) {
    return blocks("text").stream()
        .flatMap(block -> block.lines())
        .filter(line -> line.length() > 21 && line.substring(0, 21).strip().equals(name))
        .map(line -> line.substring(21))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no field " + name));
  }
}
