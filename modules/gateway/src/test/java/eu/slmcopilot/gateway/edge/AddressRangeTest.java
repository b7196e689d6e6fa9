package eu.slmcopilot.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.slmcopilot.gateway.GatewayConfig;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** [SEC-08] Which addresses a range holds. */
class AddressRangeTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.1.2, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.8, false",
    "192.0.2.128/25, 192.0.2.127, false",
    "192.0.2.128/25, 192.0.2.129, true",
    "0.0.0.0/0, 203.0.113.9, true",
    "2001:db8::/32, 2001:db8:1::1, true",
    "2001:db8::/32, 2001:db9::1, false",
    "0.0.0.0/0, 2001:db8::1, false"
  })
  void holds(String range, String address, boolean expected) throws Exception {
    assertThat(AddressRange.of(range).contains(InetAddress.getByName(address))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "proxy.example.org",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/x",
        "1.2.3.4.5",
        "::/129"
      })
  void isRefused(String text) {
    assertThatThrownBy(() -> AddressRange.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aBadProxyIsRefusedWithTheConfiguration() {
    assertThatThrownBy(() -> new GatewayConfig.Edge(
            0, 0, java.util.List.of("nonsense"), GatewayConfig.Connections.defaults()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nonsense");
  }
}
