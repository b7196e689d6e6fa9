package eu.slmcopilot.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** [SEC-01] Which names and addresses a certificate is for. */
class CertificateNamesTest {

  @Test
  void textsAreSortedIntoNamesAndAddresses() {
    CertificateNames names = CertificateNames.of(
        List.of("Copilot.Example.org.", "192.0.2.7", "2001:DB8::7", "bücher.example"));
    assertThat(names.dns()).containsExactly("copilot.example.org", "xn--bcher-kva.example");
    assertThat(names.addresses())
        .extracting(InetAddress::getHostAddress)
        .containsExactly("192.0.2.7", "2001:db8:0:0:0:0:0:7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "-x.example", "a..b", "https://example.org", "x.example:443"})
  void whatIsNoHostNameIsRefusedByName(String text) {
    assertThatThrownBy(() -> CertificateNames.of(List.of(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'");
  }

  @Test
  void noNameAtAllIsRefused() {
    assertThatThrownBy(() -> CertificateNames.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void thisMachineIsKnownByItsNamesAndAddresses() throws Exception {
    List<String> names =
        MachineNames.ofThisMachine(List.of("added.example")).now().texts();
    assertThat(names).startsWith("added.example").contains("localhost", "127.0.0.1");
    assertThat(names).contains("0:0:0:0:0:0:0:1").doesNotHaveDuplicates();
    Stream<InetAddress> every = java.net.NetworkInterface.networkInterfaces()
        .flatMap(java.net.NetworkInterface::inetAddresses);
    List<String> expected = every
        .filter(address -> !address.isLinkLocalAddress())
        .map(address -> address.getHostAddress().replaceFirst("%.*", ""))
        .toList();
    assertThat(names).containsAll(expected);
  }

  @Test
  void aWrongAddedNameIsToldAtOnce() {
    assertThatThrownBy(() -> MachineNames.ofThisMachine(List.of("not a name")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
