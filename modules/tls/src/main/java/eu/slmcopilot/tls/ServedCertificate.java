package eu.slmcopilot.tls;

import java.security.GeneralSecurityException;
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
  private final LongAdder handshakes = new LongAdder();

  /** Two sets of keys: a handshake that chose its key just before a change can still finish. */
  record Generation(long number, KeyMaterial current, KeyMaterial previous) {
    Generation followedBy(KeyMaterial next) {
      return new Generation(number + 1, next, current);
    }

    String alias() {
      return Long.toString(number);
    }

    KeyMaterial under(String alias) {
      if (alias.equals(alias())) {
        return current;
      }
      return alias.equals(Long.toString(number - 1)) ? previous : null;
    }
  }

  /** Serves this certificate until another is given. */
  public ServedCertificate(KeyMaterial first) {
    this.generation = new AtomicReference<>(new Generation(0, first, null));
  }

  /** Shows another certificate from the next handshake on; never blocks. */
  public void replace(KeyMaterial next) {
    generation.updateAndGet(before -> before.followedBy(next));
  }

  /** What the next handshake will get. */
  public KeyMaterial current() {
    return generation.get().current();
  }

  /** How many handshakes have asked for the certificate; those that resume a session do not. */
  public long handshakes() {
    return handshakes.sum();
  }

  /**
   * Gives a server context that asks for the certificate at each handshake and asks clients for
   * none. Protocol versions and cipher suites are the JDK's; narrow them on the socket or engine.
   */
  public SSLContext sslContext() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      KeyManager[] keys = {new ServingKeys(generation::get, handshakes::increment)};
      context.init(keys, new TrustManager[0], null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has TLS", e);
    }
  }
}
