package eu.slmcopilot.tls;

import java.security.Provider;
import java.util.Optional;
import org.conscrypt.Conscrypt;

/** TLS by BoringSSL, through Conscrypt: where it can be had, it takes less of a CPU than the JDK's own. */
final class NativeTls {
  private NativeTls() {}

  /** Empty where the library was left out of what runs, or has no native part for this machine. */
  static Optional<Provider> provider() {
    try {
      return Conscrypt.isAvailable()
          ? Optional.of(
              Conscrypt.newProviderBuilder().provideTrustManager(false).build())
          : Optional.empty();
    } catch (LinkageError | RuntimeException absent) {
      return Optional.empty();
    }
  }
}
