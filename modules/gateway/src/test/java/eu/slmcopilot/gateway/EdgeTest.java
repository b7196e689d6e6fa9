package eu.slmcopilot.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** [SCALE-02] [SEC-02] How much is let in, and whom a request is counted to. */
class EdgeTest {
  private static GatewayConfig.Edge edge(int requests, int wrongPasswords, List<String> proxies) {
    return new GatewayConfig.Edge(
        requests, wrongPasswords, proxies, GatewayConfig.Connections.defaults());
  }

  private static final ScriptedEngine.Script FINE = (asked, wire) -> wire.json(200, "{}");

  @Test
  void aNetworkThatAsksTooOftenHasToWait() throws Exception {
    try (Stand stand = new Stand(FINE, usual -> usual.edge(edge(3, 0, List.of())))) {
      for (int i = 0; i < 3; i++) {
        assertThat(models(stand, Stand.PASSWORD, null).statusCode()).isEqualTo(200);
      }
      HttpResponse<String> refused = models(stand, Stand.PASSWORD, null);
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.body())
          .contains("\"code\":\"rate_limit_exceeded\"", "3 requests a minute");
      assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow())
          .isBetween(1L, 60L);
      assertThat(refused.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
      assertThat(stand.send(stand.request("/health").build()).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void guessingIsSlowedDownAndTheRightPasswordIsNotToldByIt() throws Exception {
    try (Stand stand = new Stand(FINE, usual -> usual.edge(edge(0, 2, List.of())))) {
      assertThat(models(stand, "wrong-1", null).statusCode()).isEqualTo(401);
      assertThat(models(stand, "wrong-2", null).statusCode()).isEqualTo(401);
      assertThat(models(stand, "wrong-3", null).statusCode()).isEqualTo(429);
      assertThat(models(stand, Stand.PASSWORD, null).statusCode()).isEqualTo(429);
      assertThat(stand.send(stand.request("/v1/models").build()).statusCode())
          .as("who sends none is asked for one")
          .isEqualTo(401);
    }
  }

  @Test
  void aForwardedAddressCountsOnlyFromATrustedProxy() throws Exception {
    GatewayConfig.Edge trusting = edge(1, 0, List.of("127.0.0.0/8", "10.0.0.0/8"));
    try (Stand stand = new Stand(FINE, usual -> usual.edge(trusting))) {
      assertThat(models(stand, Stand.PASSWORD, "203.0.113.1").statusCode()).isEqualTo(200);
      assertThat(models(stand, Stand.PASSWORD, "203.0.113.1").statusCode()).isEqualTo(429);
      assertThat(models(stand, Stand.PASSWORD, "203.0.113.2").statusCode()).isEqualTo(200);
      assertThat(models(stand, Stand.PASSWORD, "198.51.100.9, 203.0.113.2, 10.0.0.5")
              .statusCode())
          .as("what stands before the last untrusted hop was written by the client")
          .isEqualTo(429);
      assertThat(models(stand, Stand.PASSWORD, "2001:db8:0:1::1").statusCode()).isEqualTo(200);
      assertThat(models(stand, Stand.PASSWORD, "2001:db8:0:1::2").statusCode())
          .as("one customer's /64")
          .isEqualTo(429);
      assertThat(models(stand, Stand.PASSWORD, "not an address").statusCode()).isEqualTo(200);
    }
    GatewayConfig.Edge trustingNobody = edge(1, 0, List.of());
    try (Stand stand = new Stand(FINE, usual -> usual.edge(trustingNobody))) {
      assertThat(models(stand, Stand.PASSWORD, "203.0.113.1").statusCode()).isEqualTo(200);
      assertThat(models(stand, Stand.PASSWORD, "203.0.113.2").statusCode()).isEqualTo(429);
    }
  }

  @Test
  void whatIsUsedUpStaysSoOverAReload() throws Exception {
    try (Stand stand = new Stand(FINE, usual -> usual.edge(edge(1, 0, List.of())))) {
      assertThat(models(stand, Stand.PASSWORD, null).statusCode()).isEqualTo(200);
      stand.gateway.apply(stand.config);
      assertThat(models(stand, Stand.PASSWORD, null).statusCode()).isEqualTo(429);
    }
  }

  private static HttpResponse<String> models(Stand stand, String password, String forwardedFor)
      throws Exception {
    HttpRequest.Builder request =
        stand.request("/v1/models").header("Authorization", "Bearer " + password);
    if (forwardedFor != null) {
      request.header("X-Forwarded-For", forwardedFor);
    }
    return stand.send(request.build());
  }
}
