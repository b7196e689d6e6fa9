package eu.slmcopilot.tls;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Asks the operating system, each time. What it cannot tell is left out: a name less, no failure. */
final class RealMachineNames implements MachineNames {
  private final List<String> added;

  RealMachineNames(List<String> added) {
    this.added = List.copyOf(added);
    if (!added.isEmpty()) {
      CertificateNames.of(added); // a wrong name is told to the caller now, not in the background
    }
  }

  @Override
  public CertificateNames now() {
    List<String> names = new ArrayList<>(added);
    names.addAll(hostNames());
    names.add("localhost");
    names.add("127.0.0.1");
    names.add("::1");
    names.addAll(interfaceAddresses());
    return CertificateNames.of(names);
  }

  private static List<String> hostNames() {
    List<String> names = new ArrayList<>();
    try {
      InetAddress local = InetAddress.getLocalHost();
      addIfHostName(names, local.getCanonicalHostName());
      addIfHostName(names, local.getHostName());
    } catch (UnknownHostException e) {
      return names; // a host name that resolves to nothing is of no use to a client either
    }
    return names;
  }

  private static void addIfHostName(List<String> names, String candidate) {
    try {
      CertificateNames named = CertificateNames.of(List.of(candidate));
      names.addAll(named.dns()); // the canonical name may be an address, which is listed elsewhere
    } catch (IllegalArgumentException e) {
      return; // Linux allows host names that DNS does not
    }
  }

  private static List<String> interfaceAddresses() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> !address.isLinkLocalAddress() && !address.isMulticastAddress())
          .map(RealMachineNames::withoutScope)
          .sorted()
          .toList();
    } catch (SocketException e) {
      return List.of();
    }
  }

  private static String withoutScope(InetAddress address) {
    return address.getHostAddress().replaceFirst("%.*", "");
  }
}
