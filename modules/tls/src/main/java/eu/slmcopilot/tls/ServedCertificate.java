package eu.slmcopilot.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * The certificate a running listener presents; replacing it changes new handshakes at once and leaves open
 * connections alone. Thread-safe.
 */
public final class ServedCertificate {

  /** The aliases name a generation, because a handshake asks for chain and key one after the other. */
  private record Generations(int number, Map<String, KeyMaterial> byAlias) {
    KeyMaterial current() {
      return byAlias.get(alias(number));
    }

    static String alias(int number) {
      return "generation-" + number;
    }
  }

  private volatile Generations generations;

  /** Serves this material until it is replaced. */
  public ServedCertificate(KeyMaterial first) {
    this.generations = new Generations(0, Map.of(Generations.alias(0), first));
  }

  /** What new handshakes get. */
  public KeyMaterial current() {
    return generations.current();
  }

  /** Presents other material from the next handshake on. */
  public synchronized void replace(KeyMaterial next) {
    Generations before = generations;
    int number = before.number() + 1;
    generations = new Generations(
        number,
        Map.of(
            Generations.alias(number), next, Generations.alias(before.number()), before.current()));
  }

  /**
   * A TLS context for servers that asks here at each handshake; trusts nobody as a client.
   *
   * @throws TlsException when this Java has no TLS
   */
  public SSLContext sslContext() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {new Keys()}, null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new TlsException("This Java cannot serve TLS: " + e.getMessage(), e);
    }
  }

  private final class Keys extends X509ExtendedKeyManager {
    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
      Generations now = generations;
      return now.current().leaf().getPublicKey().getAlgorithm().equals(keyType)
          ? Generations.alias(now.number())
          : null;
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
      return chooseEngineServerAlias(keyType, issuers, null);
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      KeyMaterial material = generations.byAlias().get(alias);
      return material == null ? null : material.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      KeyMaterial material = generations.byAlias().get(alias);
      return material == null ? null : material.key();
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
      String alias = chooseEngineServerAlias(keyType, issuers, null);
      return alias == null ? null : new String[] {alias};
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
      return null;
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
      return null;
    }
  }
}
