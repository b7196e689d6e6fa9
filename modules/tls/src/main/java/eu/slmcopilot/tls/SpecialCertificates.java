package eu.slmcopilot.tls;

import java.util.Optional;

/** Certificates for the handshakes of one application protocol, for a while. Asked by many threads at once. */
public interface SpecialCertificates {
  /** Whether there is any just now; asked at each connection. */
  boolean any();

  /**
   * The certificate to show; empty when there is none for the name.
   *
   * @param serverName the name in the client's SNI extension; for an address its reverse name (RFC 8738)
   */
  Optional<KeyMaterial> answer(String serverName);
}
