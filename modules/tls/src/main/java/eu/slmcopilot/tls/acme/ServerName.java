package eu.slmcopilot.tls.acme;

import java.net.InetAddress;
import java.util.StringJoiner;
import org.shredzone.acme4j.Identifier;

/** The name that a TLS-ALPN-01 validation asks for: the name itself, or an address's reverse name (RFC 8738 section 6). */
final class ServerName {
  private ServerName() {}

  static String of(Identifier identifier) {
    return identifier.getType().equals(Identifier.TYPE_IP)
        ? reverse(identifier.getIP())
        : identifier.getDomain();
  }

  static String reverse(InetAddress address) {
    byte[] bytes = address.getAddress();
    StringJoiner labels = new StringJoiner(".");
    for (int i = bytes.length - 1; i >= 0; i--) {
      if (bytes.length == 4) {
        labels.add(Integer.toString(bytes[i] & 0xff));
      } else {
        labels.add(Integer.toHexString(bytes[i] & 0xf));
        labels.add(Integer.toHexString(bytes[i] >> 4 & 0xf));
      }
    }
    return labels + (bytes.length == 4 ? ".in-addr.arpa" : ".ip6.arpa");
  }
}
