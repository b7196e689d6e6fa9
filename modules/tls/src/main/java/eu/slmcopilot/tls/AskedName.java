package eu.slmcopilot.tls;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLSession;

/** The host name that a client asks for in its handshake (server name indication, RFC 6066 section 3). */
final class AskedName {
  private AskedName() {}

  /** In lower case; empty when the client names none, or when there is no handshake. */
  static Optional<String> in(SSLSession session) {
    List<SNIServerName> names = session instanceof ExtendedSSLSession handshake
        ? handshake.getRequestedServerNames()
        : List.of();
    return names.stream()
        .filter(SNIHostName.class::isInstance)
        .map(name -> ((SNIHostName) name).getAsciiName().toLowerCase(Locale.ROOT))
        .findFirst();
  }
}
