package eu.slmcopilot.validator.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people type as an endpoint. */
class EndpointTest {

  @ParameterizedTest
  @CsvSource({
    "copilot.example.org, copilot.example.org, 443",
    "https://192.0.2.10:8443/v1, 192.0.2.10, 8443",
    "https://copilot.example.org/, copilot.example.org, 443",
    "[2001:db8::1]:8443, 2001:db8::1, 8443"
  })
  void takesHostsAndAddresses(String text, String host, int port) {
    Endpoint endpoint = Endpoint.parse(text);
    assertThat(endpoint.host()).isEqualTo(host);
    assertThat(endpoint.port()).isEqualTo(port);
  }

  @Test
  void keepsTheBracketsInTheUrl() {
    assertThat(Endpoint.parse("[::1]:8443").base()).isEqualTo(URI.create("https://[::1]:8443"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "http://host", "https://host/path", "https://host?x=1", "a b"})
  void refusesTheRest(String text) {
    assertThatThrownBy(() -> Endpoint.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("https");
  }
}
