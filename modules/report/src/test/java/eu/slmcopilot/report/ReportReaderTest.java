package eu.slmcopilot.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** [ONE-02] What was written as JSON comes back as it was, and nothing else is taken for a report. */
class ReportReaderTest {
  @ParameterizedTest
  @EnumSource
  void aReportComesBackAsItWas(Report.Status status) throws Exception {
    for (Certificate.Kind kind : Certificate.Kind.values()) {
      Report report = Reports.of("s3cret-enough", status, kind, List.of("a note", "another"));
      assertThat(ReportReader.read(json(report))).isEqualTo(report);
    }
  }

  @Test
  void everyPasswordComesBackAsItWas() throws Exception {
    for (String password : NastyPasswords.all()) {
      Report report = Reports.ready(password);
      assertThat(ReportReader.read(json(report))).isEqualTo(report);
    }
  }

  @Test
  void whatStatusPrintsHasNoPasswordAndIsRefusedWithTheRightCommand() throws Exception {
    StringBuilder status = new StringBuilder();
    new ReportWriter().statusJson(Reports.ready("s3cret-enough"), status);
    assertThatThrownBy(() -> ReportReader.read(status.toString()))
        .isInstanceOf(ReportException.class)
        .hasMessageContaining("endpoint.password")
        .hasMessageContaining("slm-copilot report --format json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "s3cret-enough",
        "{\"endpoint\": s3cret-enough}",
        "{\"a\":1} s3cret-enough",
        "{\"a\":\"s3cret-enough\",\"a\":2}",
        "{\"title\":\"s3cret-enough\"}"
      })
  void whatIsNoReportIsRefusedWithoutQuotingIt(String text) {
    assertThatThrownBy(() -> ReportReader.read(text))
        .isInstanceOf(ReportException.class)
        .hasMessageNotContaining("s3cret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://a:b@copilot.example.org/v1", "http://copilot.example.org/v1"})
  void anAddressThatWouldLeakThePasswordIsRefused(String url) throws Exception {
    String leaking =
        json(Reports.ready("s3cret-enough")).replace("https://copilot.example.org/v1", url);
    assertThatThrownBy(() -> ReportReader.read(leaking)).isInstanceOf(ReportException.class);
  }

  private static String json(Report report) throws Exception {
    StringBuilder json = new StringBuilder();
    new ReportWriter().write(report, Format.JSON, json);
    return json.toString();
  }
}
