package eu.slmcopilot.gateway;

import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;

/**
 * What the TLS port shows of itself.
 *
 * @param tls holds the certificate; asked at each handshake
 * @param publiclyTrusted whether the certificate is one that browsers trust by themselves; asked at each request
 */
public record Identity(SSLContext tls, BooleanSupplier publiclyTrusted) {
  /** One that clients have to be told to trust. */
  public static Identity privatelyTrusted(SSLContext tls) {
    return new Identity(tls, () -> false);
  }
}
