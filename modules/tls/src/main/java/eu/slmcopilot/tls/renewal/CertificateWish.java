package eu.slmcopilot.tls.renewal;

import eu.slmcopilot.tls.acme.AcmeAuthority;
import java.util.List;
import java.util.Optional;

/**
 * What a server wants to show. The private CA's certificate needs no wish: it is always there.
 *
 * @param names the public names or addresses of the server; may be empty
 * @param authority who shall certify the names; not asked without a name or beside a certificate of one's own
 * @param own the certificate that the owner brings
 */
public record CertificateWish(
    List<String> names, Optional<AcmeAuthority> authority, Optional<OwnPem> own) {

  /** The private CA alone. */
  public static final CertificateWish PRIVATE_CA =
      new CertificateWish(List.of(), Optional.empty(), Optional.empty());

  /** Copies the list. */
  public CertificateWish {
    names = List.copyOf(names);
  }
}
