package eu.slmcopilot.tls;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * The certificate a server shows, changeable while it runs: each new handshake gets the latest,
 * connections that are open go on undisturbed. Safe for use by any number of threads.
 *
 * <p>A client that resumes a session from before a change keeps the identity it checked then, as
 * RFC 8446 section 2.2 has it; only full handshakes show the new certificate.
 */
public final class ServedCertificate {
  private final AtomicReference<Generation> generation;
  private final Optional<Provider> provider;
  private final LongAdder handshakes = new LongAdder();

  /** Serves this certificate until another is given. */
  public ServedCertificate(KeyMaterial first) {
    this(first, NativeTls.provider());
  }

  /** The same by a provider; by the JDK's own without one. */
  ServedCertificate(KeyMaterial first, Optional<Provider> provider) {
    this.provider = provider;
    this.generation = new AtomicReference<>(Generation.first(first));
  }

  /** Shows another certificate from the next handshake on; never blocks. */
  public void replace(KeyMaterial next) {
    replace(next, next);
  }

  /**
   * The same with a second certificate, for clients that ask for a name which the first is not for, or, as those do
   * that connect by address, for none.
   */
  public void replace(KeyMaterial next, KeyMaterial forOtherNames) {
    generation.updateAndGet(before -> before.followedBy(next, forOtherNames));
  }

  /** What the next handshake for one of its names will get. */
  public KeyMaterial current() {
    return generation.get().current();
  }

  /** What the next handshake for any other name will get; the same as {@link #current} unless there is a second one. */
  public KeyMaterial forOtherNames() {
    return generation.get().forOtherNames();
  }

  /** How many handshakes have asked for the certificate; those that resume a session do not. */
  public long handshakes() {
    return handshakes.sum();
  }

  /**
   * Gives a server context that asks for the certificate at each handshake and asks clients for
   * none. It is BoringSSL's where Conscrypt is among what runs and has a native part for this machine, the JDK's
   * otherwise. Protocol versions and cipher suites are the provider's; narrow
   * them on the socket or engine.
   */
  public SSLContext sslContext() {
    KeyManager keys = keys();
    return new ServingContext(context(keys, provider), context(keys, Optional.empty()));
  }

  /**
   * The same; and while one of the special certificates is to be shown, its engines agree to one more application
   * protocol (ALPN, RFC 7301) and show them for that. The server above need not know the protocol: once the handshake
   * is over, the engine reports none.
   *
   * @param protocol such as {@code acme-tls/1}; last of those that the server itself offers
   * @param special what to show for the name that the client asks for; without one the handshake fails
   */
  public SSLContext sslContext(String protocol, SpecialCertificates special) {
    ServingKeys usual = keys();
    return new ServingContext(
        context(usual, provider),
        context(new ProtocolKeys(protocol, special, usual), Optional.empty()),
        protocol,
        special);
  }

  private ServingKeys keys() {
    return new ServingKeys(generation::get, handshakes::increment);
  }

  private static SSLContext context(KeyManager keys, Optional<Provider> provider) {
    try {
      SSLContext context = provider.isPresent()
          ? SSLContext.getInstance("TLS", provider.get())
          : SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {keys}, new TrustManager[0], null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has TLS", e);
    }
  }
}
