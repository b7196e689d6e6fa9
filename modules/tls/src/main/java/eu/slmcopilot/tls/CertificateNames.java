package eu.slmcopilot.tls;

import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.bouncycastle.util.IPAddress;

/**
 * The DNS names and IP addresses that a certificate is for (subject alternative names of RFC 5280).
 *
 * @param dns host names in lower case ASCII, without a final dot
 * @param addresses IPv4 and IPv6 addresses without a scope
 */
public record CertificateNames(Set<String> dns, Set<InetAddress> addresses) {
  private static final Pattern HOST = Pattern.compile(
      "(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?)*");
  private static final int SAN_DNS = 2;
  private static final int SAN_ADDRESS = 7;

  /**
   * Keeps the order given, for the first name becomes the subject.
   *
   * @throws IllegalArgumentException when there is no name at all or one is not a host name
   */
  public CertificateNames {
    dns = Collections.unmodifiableSet(new LinkedHashSet<>(dns));
    addresses = Collections.unmodifiableSet(new LinkedHashSet<>(addresses));
    if (dns.isEmpty() && addresses.isEmpty()) {
      throw new IllegalArgumentException("a certificate needs at least one name or address");
    }
    for (String name : dns) {
      if (!HOST.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "'" + name + "' is not a host name: letters, digits, hyphens and dots are expected");
      }
    }
  }

  /**
   * Sorts texts into names and addresses: {@code copilot.example.org}, {@code 192.0.2.7}, {@code
   * 2001:db8::7}. International names become their ASCII form; nothing is looked up.
   *
   * @throws IllegalArgumentException when a text is neither
   */
  public static CertificateNames of(Collection<String> texts) {
    Set<String> dns = new LinkedHashSet<>();
    Set<InetAddress> addresses = new LinkedHashSet<>();
    for (String text : texts) {
      if (IPAddress.isValid(text)) {
        addresses.add(literal(text));
      } else {
        dns.add(host(text));
      }
    }
    return new CertificateNames(dns, addresses);
  }

  /** The names that a certificate carries as subject alternative names, in lower case; none where it has none. */
  public static List<String> of(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    try {
      Collection<List<?>> entries = certificate.getSubjectAlternativeNames();
      for (List<?> entry : entries == null ? List.<List<?>>of() : entries) {
        int kind = (Integer) entry.get(0);
        if (kind == SAN_DNS) {
          names.add(entry.get(1).toString().toLowerCase(Locale.ROOT));
        } else if (kind == SAN_ADDRESS) {
          names.add(literal(entry.get(1).toString()).getHostAddress());
        }
      }
    } catch (CertificateParsingException e) {
      return List.of();
    }
    return names;
  }

  /** Whether a certificate is for an address, whatever else. */
  static boolean hasAddress(X509Certificate certificate) {
    return of(certificate).stream().anyMatch(IPAddress::isValid);
  }

  /** All of them as texts, the DNS names first. */
  public List<String> texts() {
    List<String> all = new ArrayList<>(dns);
    addresses.forEach(address -> all.add(address.getHostAddress()));
    return List.copyOf(all);
  }

  private static String host(String text) {
    String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    try {
      return IDN.toASCII(name, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + text + "' is not a host name", e);
    }
  }

  private static InetAddress literal(String address) {
    try {
      return InetAddress.getByAddress(InetAddress.getByName(address).getAddress());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("'" + address + "' is not an IP address", e);
    }
  }
}
