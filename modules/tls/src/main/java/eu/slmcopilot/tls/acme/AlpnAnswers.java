package eu.slmcopilot.tls.acme;

import eu.slmcopilot.tls.KeyMaterial;
import eu.slmcopilot.tls.SpecialCertificates;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The certificates that answer TLS-ALPN-01 challenges under way (RFC 8737). A server shows one to a client that
 * offers the protocol {@link #PROTOCOL} alone, for the name that the client asks for. Thread-safe.
 */
public final class AlpnAnswers implements SpecialCertificates {
  /** The application protocol of such a handshake. */
  public static final String PROTOCOL = "acme-tls/1";

  private final Map<String, KeyMaterial> answers = new ConcurrentHashMap<>();

  @Override
  public boolean any() {
    return !answers.isEmpty();
  }

  @Override
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
