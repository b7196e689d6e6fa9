package eu.slmcopilot.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;

/** Answers the handshake's questions from whatever is current when it asks. Servers only. */
final class ServingKeys extends X509ExtendedKeyManager {
  private final Supplier<Generation> generation;
  private final Runnable asked;

  /**
   * Keys of whatever is current.
   *
   * @param asked told at each handshake that gets one
   */
  ServingKeys(Supplier<Generation> generation, Runnable asked) {
    this.generation = generation;
    this.asked = asked;
  }

  @Override
  public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
    return chosen(keyType, engine == null ? null : engine.getHandshakeSession());
  }

  @Override
  public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
    return chosen(keyType, socket instanceof SSLSocket tls ? tls.getHandshakeSession() : null);
  }

  @Override
  public String[] getServerAliases(String keyType, Principal[] issuers) {
    String alias = aliasFor(keyType, Optional.empty());
    return alias == null ? null : new String[] {alias};
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    KeyMaterial material = generation.get().under(alias);
    return material == null ? null : material.key();
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    KeyMaterial material = generation.get().under(alias);
    return material == null ? null : material.chain().toArray(new X509Certificate[0]);
  }

  @Override
  public String[] getClientAliases(String keyType, Principal[] issuers) {
    return null;
  }

  @Override
  public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
    return null;
  }

  private String chosen(String keyType, SSLSession session) {
    String alias = aliasFor(keyType, AskedName.in(session));
    if (alias != null) {
      asked.run();
    }
    return alias;
  }

  private String aliasFor(String keyType, Optional<String> serverName) {
    Generation now = generation.get();
    return Arrays.stream(keyType.split("_"))
        .map(algorithm -> now.alias(serverName, algorithm))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }
}
