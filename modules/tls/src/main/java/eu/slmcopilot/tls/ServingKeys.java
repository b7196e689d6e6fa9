package eu.slmcopilot.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/** Answers the handshake's questions from whatever is current when it asks. Servers only. */
final class ServingKeys extends X509ExtendedKeyManager {
  private final Supplier<ServedCertificate.Generation> generation;
  private final Runnable asked;

  /**
   * Keys of whatever is current.
   *
   * @param asked told at each handshake that gets one
   */
  ServingKeys(Supplier<ServedCertificate.Generation> generation, Runnable asked) {
    this.generation = generation;
    this.asked = asked;
  }

  @Override
  public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
    return chosen(keyType);
  }

  @Override
  public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
    return chosen(keyType);
  }

  @Override
  public String[] getServerAliases(String keyType, Principal[] issuers) {
    String alias = aliasFor(keyType);
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

  private String chosen(String keyType) {
    String alias = aliasFor(keyType);
    if (alias != null) {
      asked.run();
    }
    return alias;
  }

  private String aliasFor(String keyType) {
    ServedCertificate.Generation now = generation.get();
    return Arrays.asList(keyType.split("_")).contains(now.current().key().getAlgorithm())
        ? now.alias()
        : null;
  }
}
