package eu.slmcopilot.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** [SEC-02] [SEC-04] [SEC-05] Who gets in, what browsers are told, and which paths there are. */
class AccessTest {
  private Stand stand;

  @BeforeEach
  void start() throws Exception {
    stand = new Stand((asked, wire) -> wire.json(200, "{\"object\":\"list\"}"));
  }

  @AfterEach
  void stop() throws Exception {
    stand.close();
  }

  private int models(String header, String value) throws Exception {
    return stand.send(stand.request("/v1/models").header(header, value).build()).statusCode();
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
  }

  @Test
  void basicBearerAndApiKeyOpenWithTheSamePassword() throws Exception {
    assertThat(models("Authorization", basic("copilot:" + Stand.PASSWORD))).isEqualTo(200);
    assertThat(models("Authorization", basic("anybody:" + Stand.PASSWORD))).isEqualTo(200);
    assertThat(models("Authorization", "Bearer " + Stand.PASSWORD)).isEqualTo(200);
    assertThat(models("authorization", "bearer " + Stand.PASSWORD)).isEqualTo(200);
    assertThat(models("x-api-key", Stand.PASSWORD)).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer wrong",
        "Bearer ",
        "Bearer",
        "Basic !!!",
        "Basic",
        "Digest x",
        "",
        "Bearer correct horse x",
        "Basic Y29waWxvdA=="
      })
  void anythingElseIsRefused(String authorization) throws Exception {
    assertThat(models("Authorization", authorization)).isEqualTo(401);
    assertThat(stand.engine.asked).isEmpty();
  }

  @Test
  void aRefusalOffersBothChallengesAndSaysWhatToDo() throws Exception {
    HttpResponse<String> answer = stand.send(stand.request("/v1/models").build());
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().allValues("www-authenticate"))
        .containsExactly(
            "Basic realm=\"Test gateway\", charset=\"UTF-8\"", "Bearer realm=\"Test gateway\"");
    assertThat(answer.body())
        .contains("\"code\":\"invalid_api_key\"")
        .contains("\"type\":\"invalid_request_error\"");
  }

  @Test
  void aWrongPasswordIsToldWhereTheRightOneStands() throws Exception {
    HttpResponse<String> answer = stand.send(
        stand.request("/v1/models").header("Authorization", "Bearer wrong").build());
    assertThat(answer.body()).contains("The password is wrong. The tests know it.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\"b", "a\r\nSet-Cookie: x"})
  void aNameThatWouldBreakTheChallengeIsRefused(String name) {
    assertThatThrownBy(() -> new GatewayConfig.Product(name, "1", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("realm");
  }

  @Test
  void aNewPasswordCountsAtOnceAndTheOldOneNoMore() throws Exception {
    stand.key = AccessKey.of("next");
    assertThat(models("Authorization", "Bearer next")).isEqualTo(200);
    assertThat(models("Authorization", "Bearer " + Stand.PASSWORD)).isEqualTo(401);
  }

  @Test
  void healthNeedsNoPassword() throws Exception {
    assertThat(stand.send(stand.request("/health").build()).statusCode()).isEqualTo(200);
    assertThat(stand.send(stand.request("/readyz").build()).statusCode()).isIn(200, 503);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/models/apply",
        "/backends",
        "/swagger",
        "/v1",
        "/v1/",
        "/v1/models/",
        "/v1/embeddings",
        "/v1//models",
        "//v1/models",
        "/v1/./models",
        "/v1/x/../models",
        "/v1/%6dodels",
        "/v1%2fmodels",
        "/V1/models",
        "/system",
        "/metrics/",
        "/v1/models;x=1"
      })
  void whatIsNotListedIsNotThere(String path) throws Exception {
    HttpResponse<String> answer = stand.send(
        stand.request(path).header("Authorization", "Bearer " + Stand.PASSWORD).build());
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("\"error\"");
    assertThat(stand.engine.asked).isEmpty();
  }

  @Test
  void aQueryDoesNotHideAPath() throws Exception {
    assertThat(stand
            .send(stand
                .request("/v1/models?a=/../backends")
                .header("Authorization", "Bearer " + Stand.PASSWORD)
                .build())
            .statusCode())
        .isEqualTo(200);
    assertThat(stand.engine.asked.take().line()).isEqualTo("GET /v1/models HTTP/1.1");
  }

  @Test
  void aWrongMethodIsToldWhichAreRight() throws Exception {
    HttpResponse<String> answer = stand.send(stand
        .request("/v1/chat/completions")
        .header("Authorization", "Bearer " + Stand.PASSWORD)
        .build());
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("allow")).contains("POST");
  }

  @Test
  void aPreflightIsAnsweredWithoutAPassword() throws Exception {
    HttpResponse<String> answer = stand.send(stand
        .request("/v1/chat/completions")
        .header("Origin", "https://editor.example")
        .header("Access-Control-Request-Method", "POST")
        .header("Access-Control-Request-Headers", "authorization,x-stainless-os")
        .method("OPTIONS", BodyPublishers.noBody())
        .build());
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().firstValue("access-control-allow-origin")).contains("*");
    assertThat(answer.headers().firstValue("access-control-allow-methods").orElse(""))
        .contains("POST");
    assertThat(answer.headers().firstValue("access-control-allow-headers"))
        .contains("authorization,x-stainless-os");
    assertThat(answer.headers().firstValue("access-control-max-age")).contains("86400");
    assertThat(answer.headers().firstValue("access-control-allow-private-network"))
        .as("only who asks is told")
        .isEmpty();
  }

  /** [SEC-05] An editor in a browser, from the internet, with the copilot in the office. */
  @Test
  void aPageFromTheInternetMayComeToAPrivateAddress() throws Exception {
    HttpResponse<String> answer = stand.send(stand
        .request("/v1/chat/completions")
        .header("Origin", "https://editor.example")
        .header("Access-Control-Request-Method", "POST")
        .header("Access-Control-Request-Private-Network", "true")
        .method("OPTIONS", BodyPublishers.noBody())
        .build());
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().firstValue("access-control-allow-private-network"))
        .contains("true");
  }

  /** [SEC-08] With a private CA's certificate a browser would be locked out for a year. */
  @Test
  void browsersAreBoundToTlsOnlyWhileTheCertificateIsAPublicOne() throws Exception {
    String field = "strict-transport-security";
    for (String path : List.of("/health", "/nowhere", "/v1/models")) {
      assertThat(stand.send(stand.request(path).build()).headers().firstValue(field))
          .as(path)
          .isEmpty();
    }
    stand.publiclyTrusted = true;
    for (String path : List.of("/health", "/nowhere", "/v1/models")) {
      assertThat(stand.send(stand.request(path).build()).headers().firstValue(field))
          .as(path)
          .contains("max-age=31536000");
    }
  }

  @Test
  void everyAnswerCarriesTheCorsHeadersErrorsToo() throws Exception {
    for (String path : List.of("/health", "/nowhere", "/v1/models")) {
      HttpResponse<String> answer = stand.send(stand.request(path).build());
      assertThat(answer.headers().firstValue("access-control-allow-origin"))
          .as(path)
          .contains("*");
      assertThat(answer.headers().firstValue("access-control-allow-headers").orElse(""))
          .as(path)
          .contains("Authorization");
    }
  }

  @Test
  void onlyListedOriginsAreAllowedWhenThereIsAList() throws Exception {
    try (Stand strict = new Stand(
        (asked, wire) -> wire.json(200, "{}"),
        usual -> usual.origins(List.of("https://ours.example")))) {
      HttpRequest ours =
          strict.request("/health").header("Origin", "https://ours.example").build();
      HttpRequest other =
          strict.request("/health").header("Origin", "https://other.example").build();
      assertThat(strict.send(ours).headers().firstValue("access-control-allow-origin"))
          .contains("https://ours.example");
      assertThat(strict.send(other).headers().firstValue("access-control-allow-origin"))
          .isEmpty();
    }
  }

  @Test
  void theEngineSeesNoCredentialAndOnlyTheHeadersItNeeds() throws Exception {
    stand.send(stand
        .request("/v1/models")
        .header("Authorization", "Bearer " + Stand.PASSWORD)
        .header("X-Api-Key", Stand.PASSWORD)
        .header("Cookie", "a=b")
        .header("X-Forwarded-For", "1.2.3.4")
        .header("Accept", "application/json")
        .build());
    ScriptedEngine.Asked asked = stand.engine.asked.take();
    assertThat(asked.headers().toString()).doesNotContain(Stand.PASSWORD);
    assertThat(asked.hasHeader("cookie")).isFalse();
    assertThat(asked.hasHeader("x-forwarded-for")).isFalse();
    assertThat(asked.hasHeader("accept")).isTrue();
    assertThat(asked.hasHeader("x-request-id")).isTrue();
  }
}
