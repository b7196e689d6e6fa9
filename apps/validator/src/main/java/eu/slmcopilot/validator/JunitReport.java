package eu.slmcopilot.validator;

import eu.slmcopilot.validator.check.Endpoint;
import eu.slmcopilot.validator.check.Result;
import eu.slmcopilot.validator.check.Status;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** JUnit's XML, as Jenkins and GitLab read it: a test case a check, its class the requirement. */
final class JunitReport {
  private static final double MILLIS = 1_000;

  private JunitReport() {}

  /**
   * Writes all results; does not close the writer.
   *
   * @throws XMLStreamException when the writer fails
   */
  static void write(Writer to, Endpoint endpoint, List<Result> results) throws XMLStreamException {
    XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(to);
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeStartElement("testsuites");
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", "slm-copilot-validator " + endpoint.base());
    totals(xml, results);
    for (Result result : results) {
      testCase(xml, result);
    }
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndDocument();
    xml.flush();
  }

  private static void totals(XMLStreamWriter xml, List<Result> results) throws XMLStreamException {
    xml.writeAttribute("tests", String.valueOf(results.size()));
    xml.writeAttribute("failures", count(results, Status.FAILED));
    xml.writeAttribute("errors", "0");
    xml.writeAttribute("skipped", count(results, Status.SKIPPED));
    xml.writeAttribute(
        "time", seconds(results.stream().mapToLong(Result::millis).sum()));
  }

  private static void testCase(XMLStreamWriter xml, Result result) throws XMLStreamException {
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", "slm-copilot." + result.requirement());
    xml.writeAttribute("name", result.name());
    xml.writeAttribute("time", seconds(result.millis()));
    switch (result.status()) {
      case FAILED -> {
        xml.writeStartElement("failure");
        xml.writeAttribute("type", result.requirement());
        xml.writeAttribute("message", allowed(result.detail()));
        xml.writeCharacters(allowed("What to do: " + result.remedy()));
        xml.writeEndElement();
      }
      case SKIPPED -> {
        xml.writeEmptyElement("skipped");
        xml.writeAttribute("message", allowed(result.detail()));
      }
      case PASSED -> {
        xml.writeStartElement("system-out");
        xml.writeCharacters(allowed(result.detail()));
        xml.writeEndElement();
      }
    }
    xml.writeEndElement();
  }

  /** Without the characters that XML 1.0 cannot have, escaped or not; a server's words may contain any. */
  private static String allowed(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints().forEach(point -> kept.appendCodePoint(isXml(point) ? point : 0xFFFD));
    return kept.toString();
  }

  private static boolean isXml(int point) {
    return point == '\t'
        || point == '\n'
        || point == '\r'
        || (point >= 0x20 && point <= 0xD7FF)
        || (point >= 0xE000 && point <= 0xFFFD)
        || point >= 0x10000;
  }

  private static String count(List<Result> results, Status status) {
    return String.valueOf(
        results.stream().filter(result -> result.status() == status).count());
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.3f", millis / MILLIS);
  }
}
