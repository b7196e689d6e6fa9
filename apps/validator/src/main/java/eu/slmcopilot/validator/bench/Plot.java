package eu.slmcopilot.validator.bench;

import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A line chart as SVG; by hand, because chart libraries draw with fonts that a server has not. */
final class Plot {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 420;
  private static final int LEFT = 70;
  private static final int BOTTOM = 60;
  private static final int TOP = 50;
  private static final int RIGHT = 30;
  private static final int TICKS = 5;

  private final XMLStreamWriter xml;
  private final double mostTokens;
  private final double mostSeconds;

  private Plot(XMLStreamWriter xml, List<Row> rows) {
    this.xml = xml;
    this.mostTokens = rows.stream().mapToDouble(Row::promptTokens).max().orElse(1);
    this.mostSeconds =
        rows.stream().mapToDouble(row -> row.firstToken().mean()).max().orElse(1);
  }

  static String svg(String model, List<Row> rows) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      List<Row> shown =
          rows.stream().filter(row -> row.kind() != Row.Kind.CLIENTS).toList();
      new Plot(xml, shown).write(model, shown);
    } catch (XMLStreamException e) {
      throw new IllegalStateException("Text in memory can be written", e);
    }
    return text.toString();
  }

  private void write(String model, List<Row> rows) throws XMLStreamException {
    xml.writeStartElement("svg");
    xml.writeDefaultNamespace("http://www.w3.org/2000/svg");
    attributes("viewBox", "0 0 " + WIDTH + " " + HEIGHT, "font-family", "sans-serif");
    attributes("font-size", "13");
    text(LEFT, TOP - 20, "start", "Time to first token, " + model);
    axes();
    line(rows, Row.Kind.LENGTH, "#1f5fbf", "prompt read for the first time", 0);
    line(rows, Row.Kind.AGAIN, "#c05a00", "the same prompt again", 1);
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void axes() throws XMLStreamException {
    for (int tick = 0; tick <= TICKS; tick++) {
      double tokens = mostTokens * tick / TICKS;
      double seconds = mostSeconds * tick / TICKS;
      text(x(tokens), HEIGHT - BOTTOM + 20, "middle", String.valueOf(Math.round(tokens)));
      text(LEFT - 8, y(seconds) + 4, "end", String.format(Locale.ROOT, "%.3g s", seconds));
      xml.writeEmptyElement("path");
      attributes("d", "M" + LEFT + " " + round(y(seconds)) + "H" + (WIDTH - RIGHT));
      attributes("stroke", "#dddddd", "fill", "none");
    }
    text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 15, "middle", "tokens of the prompt");
  }

  private void line(List<Row> rows, Row.Kind kind, String colour, String label, int place)
      throws XMLStreamException {
    StringBuilder points = new StringBuilder();
    for (Row row : rows) {
      if (row.kind() == kind) {
        double x = x(row.promptTokens());
        double y = y(row.firstToken().mean());
        points.append(round(x)).append(',').append(round(y)).append(' ');
        xml.writeEmptyElement("circle");
        attributes("cx", round(x), "cy", round(y), "r", "4", "fill", colour);
      }
    }
    xml.writeEmptyElement("polyline");
    attributes("points", points.toString().strip(), "stroke", colour, "stroke-width", "2");
    attributes("fill", "none");
    xml.writeEmptyElement("circle");
    double y = TOP + 18 * place;
    attributes("cx", round(LEFT + 20), "cy", round(y), "r", "4", "fill", colour);
    text(LEFT + 32, y + 4, "start", label);
  }

  private void text(double x, double y, String anchor, String words) throws XMLStreamException {
    xml.writeStartElement("text");
    attributes("x", round(x), "y", round(y), "text-anchor", anchor);
    xml.writeCharacters(words);
    xml.writeEndElement();
  }

  private void attributes(String... pairs) throws XMLStreamException {
    for (int i = 0; i < pairs.length; i += 2) {
      xml.writeAttribute(pairs[i], pairs[i + 1]);
    }
  }

  private double x(double tokens) {
    return LEFT + (WIDTH - LEFT - RIGHT) * tokens / mostTokens;
  }

  private double y(double seconds) {
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * seconds / mostSeconds;
  }

  private static String round(double number) {
    return String.format(Locale.ROOT, "%.1f", number);
  }
}
