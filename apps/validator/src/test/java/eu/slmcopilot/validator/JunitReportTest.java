package eu.slmcopilot.validator;

import static org.assertj.core.api.Assertions.assertThat;

import eu.slmcopilot.validator.check.Endpoint;
import eu.slmcopilot.validator.check.Result;
import eu.slmcopilot.validator.check.Status;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** What CI systems read, whatever a server said [BUILD-03]. */
class JunitReportTest {

  @Test
  void isWellFormedForAnyMessage() throws Exception {
    String vile = "a\u0000b<c>&\"'\u001b[31m]]>\ud83d\ude00\ud800\uffff\u00e4";
    Document read = read(List.of(
        new Result("one", "SEC-01", Status.FAILED, 1_500, vile, "do " + vile),
        new Result("two", "SEC-02", Status.SKIPPED, 0, vile, ""),
        new Result("three", "SEC-03", Status.PASSED, 0, vile, "")));
    Element failure = (Element) read.getElementsByTagName("failure").item(0);
    String legible = "a\ufffdb<c>&\"'\ufffd[31m]]>\ud83d\ude00\ufffd\ufffd\u00e4";
    assertThat(failure.getAttribute("message")).isEqualTo(legible);
    assertThat(failure.getTextContent()).isEqualTo("What to do: do " + legible);
    assertThat(((Element) read.getElementsByTagName("skipped").item(0)).getAttribute("message"))
        .isEqualTo(legible);
  }

  @Test
  void countsWhatItLists() throws Exception {
    Document read = read(List.of(
        new Result("one", "SEC-01", Status.FAILED, 1_500, "", "x"),
        new Result("two", "SEC-02", Status.PASSED, 250, "", "")));
    Element suite = (Element) read.getElementsByTagName("testsuite").item(0);
    assertThat(suite.getAttribute("tests")).isEqualTo("2");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    assertThat(suite.getAttribute("skipped")).isEqualTo("0");
    assertThat(suite.getAttribute("time")).isEqualTo("1.750");
    Element test = (Element) read.getElementsByTagName("testcase").item(0);
    assertThat(test.getAttribute("classname")).isEqualTo("slm-copilot.SEC-01");
  }

  private static Document read(List<Result> results) throws Exception {
    StringWriter xml = new StringWriter();
    JunitReport.write(xml, Endpoint.parse("localhost"), results);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml.toString())));
  }
}
