package eu.slmcopilot.tls;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** The names and addresses under which clients reach a machine. */
public interface MachineNames {

  /** DNS names and IP literals, for the subject alternative names of a certificate. */
  SortedSet<String> names();

  /**
   * What this machine knows of itself now: {@code localhost}, its host name (short and full, where it is a valid DNS
   * name) and every address of its interfaces that is not link-local.
   */
  static MachineNames ofThisMachine() {
    return () -> {
      SortedSet<String> names = new TreeSet<>();
      names.add("localhost");
      names.add("127.0.0.1");
      names.add("::1");
      addHostName(names);
      addAddresses(names);
      return names;
    };
  }

  private static void addHostName(SortedSet<String> names) {
    try {
      InetAddress self = InetAddress.getLocalHost();
      for (String name : new String[] {self.getHostName(), self.getCanonicalHostName()}) {
        // The last label starts with a letter, so an address that stands for a missing name is not
        // one.
        if (name.matches("([A-Za-z0-9][A-Za-z0-9-]{0,62}\\.)*[A-Za-z][A-Za-z0-9-]{0,62}")) {
          names.add(name);
        }
      }
    } catch (UnknownHostException noName) {
      // A machine without a resolvable name is reached by address.
      return;
    }
  }

  private static void addAddresses(SortedSet<String> names) {
    try {
      for (NetworkInterface one : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        for (InetAddress address : Collections.list(one.getInetAddresses())) {
          if (!address.isLinkLocalAddress()) {
            names.add(address.getHostAddress().replaceFirst("%.*", ""));
          }
        }
      }
    } catch (SocketException e) {
      throw new TlsException("The network interfaces of this machine cannot be listed: " + e, e);
    }
  }
}
