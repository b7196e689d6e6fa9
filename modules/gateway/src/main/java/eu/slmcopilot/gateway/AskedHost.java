package eu.slmcopilot.gateway;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The host that a client asked for in its {@code Host} field (RFC 9110 section 7.2).
 *
 * @param name in lower case, without port, brackets or final dot
 * @param isAddress whether it is an IP address
 */
record AskedHost(String name, boolean isAddress) {
  private static final Pattern FORM =
      Pattern.compile("(?:\\[(?<v6>[0-9A-Fa-f:.]{2,45})]|(?<v4>[0-9]{1,3}(?:\\.[0-9]{1,3}){3})"
          + "|(?<name>[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,252})))(?::[0-9]{0,5})?");

  /** Reads the field; empty when it is missing or no host. */
  static Optional<AskedHost> in(String field) {
    Matcher matcher = FORM.matcher(field == null ? "" : field);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String address = matcher.group("v6") != null ? matcher.group("v6") : matcher.group("v4");
    if (address != null) {
      return Optional.of(new AskedHost(address, true));
    }
    String name = matcher.group("name").toLowerCase(Locale.ROOT);
    return Optional.of(
        new AskedHost(name.endsWith(".") ? name.substring(0, name.length() - 1) : name, false));
  }

  /** As it stands in a URI. */
  String uriForm() {
    return name.contains(":") ? "[" + name + "]" : name;
  }
}
