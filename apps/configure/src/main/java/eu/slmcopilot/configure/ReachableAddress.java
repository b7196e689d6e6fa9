package eu.slmcopilot.configure;

import eu.slmcopilot.tls.CertificateNames;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.Optional;

/** Chooses the address to tell clients, where the owner has named none. */
final class ReachableAddress {
  private ReachableAddress() {}

  /** An IPv4 address if there is one, else IPv6, else a name; all of them are in the certificate. */
  static String of(CertificateNames names) {
    Optional<InetAddress> address = names.addresses().stream()
        .filter(candidate -> !candidate.isLoopbackAddress())
        .min(Comparator.comparing(candidate -> candidate instanceof Inet4Address ? 0 : 1));
    return address
        .map(InetAddress::getHostAddress)
        .orElseGet(() -> names.dns().stream().findFirst().orElse("localhost"));
  }
}
