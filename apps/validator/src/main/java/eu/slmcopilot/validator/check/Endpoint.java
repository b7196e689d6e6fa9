package eu.slmcopilot.validator.check;

import java.net.URI;

/**
 * Where the appliance serves.
 *
 * @param host a name or an address, IPv6 without brackets
 * @param port of HTTPS
 * @param base {@code https://host:port}, without a path
 */
public record Endpoint(String host, int port, URI base) {

  /**
   * Reads what a person types: a host, {@code host:port} or an https URL, with or without {@code /v1}.
   *
   * @throws IllegalArgumentException when it is none of these
   */
  public static Endpoint parse(String text) {
    URI uri;
    try {
      uri = URI.create(text.contains("://") ? text : "https://" + text);
    } catch (IllegalArgumentException e) {
      throw unusable(text.contains("@") ? "the given text" : "'" + text + "'");
    }
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "Leave user and password out of the endpoint; give them by --user and --password-file.");
    }
    String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
    if (!"https".equals(uri.getScheme())
        || uri.getHost() == null
        || !(path.isEmpty() || path.equals("/v1"))
        || uri.getRawQuery() != null) {
      throw unusable("'" + text + "'");
    }
    int port = uri.getPort() < 0 ? 443 : Port.checked("The endpoint's", uri.getPort());
    String host = uri.getHost().replaceAll("[\\[\\]]", "");
    return new Endpoint(host, port, URI.create("https://" + uri.getHost() + ":" + port));
  }

  private static IllegalArgumentException unusable(String what) {
    return new IllegalArgumentException("The endpoint is an https URL or a host, such as "
        + "https://copilot.example.org or 192.0.2.10:8443, not " + what + ".");
  }
}
