package eu.slmcopilot.validator.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;

/** Do refusals tell why in the words that OpenAI's clients understand? */
final class ErrorShape implements Check {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String CHAT = "/v1/chat/completions";

  @Override
  public About about() {
    return new About(
        "error-shape",
        "INFER-01",
        About.Layer.API,
        "Something between here and the appliance answers errors by pages of its own: have it pass on the bodies of 4xx");
  }

  @Override
  public Outcome run(Visit visit) throws IOException {
    Http http = visit.http();
    Login login = visit.plan().login();
    List<Http.Answer> refusals = List.of(
        http.get("/v1/models"),
        http.get("/v1/no-such-path", login.basic()),
        http.post(CHAT, login.basic(), "{\"model\": "));
    for (Http.Answer answer : refusals) {
      // Who comes in without a password is the finding of no-credentials, not this one's.
      if (answer.path().equals("/v1/models") && answer.status() == 200) {
        continue;
      }
      if (answer.status() < 400 || answer.status() > 499) {
        return Outcome.failed("expected 4xx, but " + answer.shown());
      }
      if (messageOf(answer.body()).isBlank()) {
        return Outcome.failed("expected JSON with error.message, but " + answer.shown());
      }
    }
    return Outcome.passed("error.message with "
        + String.join(
            ", ",
            refusals.stream().map(answer -> String.valueOf(answer.status())).toList()));
  }

  /** The message in OpenAI's form of an error; empty when the text has another form. */
  static String messageOf(String body) {
    return textOf(body, "message");
  }

  /** A text in OpenAI's form of an error; empty when there is none. */
  static String textOf(String body, String field) {
    try {
      JsonNode value = JSON.readTree(body).path("error").path(field);
      return value.isTextual() ? value.asText() : "";
    } catch (JsonProcessingException e) {
      return "";
    }
  }
}
