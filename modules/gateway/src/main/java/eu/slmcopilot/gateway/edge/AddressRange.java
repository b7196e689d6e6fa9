package eu.slmcopilot.gateway.edge;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A range of addresses in CIDR notation (RFC 4632), or a single one.
 *
 * @param network its first address
 * @param prefix how many leading bits its addresses share
 */
public record AddressRange(InetAddress network, int prefix) {

  /**
   * Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32} or a plain address.
   *
   * @throws IllegalArgumentException when it is none of these; names are not looked up
   */
  public static AddressRange of(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    if (!address.matches("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
      throw new IllegalArgumentException(
          "'" + text + "' is not an address or a range like 10.0.0.0/8");
    }
    try {
      InetAddress network = InetAddress.getByName(address);
      int bits = network.getAddress().length * Byte.SIZE;
      int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
      if (prefix < 0 || prefix > bits) {
        throw new IllegalArgumentException("'" + text + "' has a prefix outside 0 to " + bits);
      }
      return new AddressRange(network, prefix);
    } catch (UnknownHostException | NumberFormatException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is not an address or a range like 10.0.0.0/8", e);
    }
  }

  /** Whether the address is one of the range. */
  public boolean contains(InetAddress address) {
    byte[] mine = network.getAddress();
    byte[] other = address.getAddress();
    if (mine.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit++) {
      int mask = 0x80 >> (bit % Byte.SIZE);
      if ((mine[bit / Byte.SIZE] & mask) != (other[bit / Byte.SIZE] & mask)) {
        return false;
      }
    }
    return true;
  }
}
