package eu.slmcopilot.context;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Judges names and addresses by their form alone: nothing is ever looked up. */
final class NetworkNames {
  private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
  private static final Pattern HOST = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*");
  private static final Pattern DOMAIN =
      Pattern.compile("(?:" + LABEL + "\\.)+(?=[a-z0-9-]*[a-z])" + LABEL);
  private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  private static final Pattern EMAIL_LOCAL =
      Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");

  private NetworkNames() {}

  static Reading domainOrAddress(String text) {
    if (isIpv4(text) || isIpv6(text)) {
      return Reading.of(text);
    }
    String name = text.toLowerCase(Locale.ROOT);
    if (name.endsWith(".")) {
      name = name.substring(0, name.length() - 1);
    }
    if (name.chars().anyMatch(c -> c > 127)) {
      return Reading.refused("has letters beyond ASCII (write such a name in its xn-- form)");
    }
    return isDomain(name)
        ? Reading.of(name)
        : Reading.refused("is neither a domain nor an address");
  }

  static Reading addressRange(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    int bits = isIpv4(address) ? 32 : isIpv6(address) ? 128 : 0;
    if (bits == 0) {
      return Reading.refused("is not an IP address");
    }
    if (slash >= 0) {
      String prefix = text.substring(slash + 1);
      if (!prefix.matches("[0-9]{1,3}") || Integer.parseInt(prefix) > bits) {
        return Reading.refused("has a prefix length outside 0 to " + bits);
      }
    }
    return Reading.of(text);
  }

  static Reading email(String text) {
    int at = text.lastIndexOf('@');
    boolean fits = at > 0
        && text.length() <= 254
        && EMAIL_LOCAL.matcher(text.substring(0, at)).matches()
        && isDomain(text.substring(at + 1).toLowerCase(Locale.ROOT));
    return fits ? Reading.of(text) : Reading.refused("is not an e-mail address");
  }

  static Reading url(String text) {
    try {
      URI uri = new URI(text);
      if (!isHttp(uri) || uri.getRawFragment() != null) {
        return Reading.refused("is not an http or https URL");
      }
      return Reading.of(text);
    } catch (URISyntaxException e) {
      return Reading.refused("is not a URL");
    }
  }

  static Reading origin(String text) {
    if (text.equals("*")) {
      return Reading.of(text);
    }
    try {
      URI uri = new URI(text.toLowerCase(Locale.ROOT));
      boolean bare = uri.getRawPath() != null && uri.getRawPath().isEmpty();
      return isHttp(uri) && bare && uri.getRawQuery() == null && uri.getRawFragment() == null
          ? Reading.of(uri.toString())
          : Reading.refused("is not scheme://host or scheme://host:port");
    } catch (URISyntaxException e) {
      return Reading.refused("is not an origin");
    }
  }

  private static boolean isHttp(URI uri) {
    boolean scheme =
        "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
    return scheme
        && uri.getRawUserInfo() == null
        && uri.getHost() != null
        && uri.getPort() <= 65535
        && isHost(uri.getHost());
  }

  private static boolean isHost(String host) {
    return host.startsWith("[") || HOST.matcher(host.toLowerCase(Locale.ROOT)).matches();
  }

  private static boolean isDomain(String name) {
    return name.length() <= 253 && DOMAIN.matcher(name).matches();
  }

  private static boolean isIpv4(String text) {
    return IPV4.matcher(text).matches();
  }

  private static boolean isIpv6(String text) {
    if (!IPV6.matcher(text).matches()) {
      return false;
    }
    try {
      // In brackets it can only be a literal, so the JDK asks no resolver.
      return InetAddress.getByName("[" + text + "]") instanceof Inet6Address;
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
