package eu.slmcopilot.gateway.admission;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Whom a place in the queue belongs to; places of one key are served in their order, keys in turns.
 *
 * @param network the client's address; of IPv6 only its /64, which is one customer's
 * @param name what the client calls itself, as the user name of Basic; may be empty
 */
public record ClientKey(String network, String name) {
  private static final int LONGEST_NAME = 64;

  /** Cuts overlong names. */
  public ClientKey {
    name = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
  }

  /** The key of a client at this address. */
  public static ClientKey of(InetAddress address, String name) {
    return new ClientKey(networkOf(address), name);
  }

  /** The network that stands for one customer: an IPv4 address, or the /64 of an IPv6 one. */
  public static String networkOf(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return address.getHostAddress();
    }
    try {
      byte[] prefix = Arrays.copyOf(Arrays.copyOf(address.getAddress(), 8), 16);
      return InetAddress.getByAddress(prefix).getHostAddress() + "/64";
    } catch (UnknownHostException e) {
      throw new IllegalStateException("Sixteen bytes are an address", e);
    }
  }
}
