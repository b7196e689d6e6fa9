package eu.slmcopilot.tls.acme;

import eu.slmcopilot.tls.KeyMaterial;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The certificates that answer TLS-ALPN-01 challenges under way (RFC 8737). A server shows one to a client that
 * offers the protocol {@link #PROTOCOL} alone, for the name that the client asks for. Thread-safe.
 */
public final class AlpnAnswers {
  /** The application protocol of such a handshake. */
  public static final String PROTOCOL = "acme-tls/1";

  private final Map<String, KeyMaterial> answers = new ConcurrentHashMap<>();

  /**
   * The certificate to show; empty when no challenge for the name is under way.
   *
   * @param serverName the name in the client's SNI extension; for an address its reverse name (RFC 8738)
   */
  public Optional<KeyMaterial> answer(String serverName) {
    return Optional.ofNullable(answers.get(serverName.toLowerCase(Locale.ROOT)));
  }

  void put(String serverName, KeyMaterial answer) {
    answers.put(serverName.toLowerCase(Locale.ROOT), answer);
  }

  void remove(String serverName) {
    answers.remove(serverName.toLowerCase(Locale.ROOT));
  }
}
