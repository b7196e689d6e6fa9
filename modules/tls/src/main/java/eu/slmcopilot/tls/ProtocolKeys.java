package eu.slmcopilot.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/** Other keys for the handshakes of one application protocol; the usual ones for all others. */
final class ProtocolKeys extends X509ExtendedKeyManager {
  private static final String PREFIX = "for ";

  private final String protocol;
  private final SpecialCertificates certificates;
  private final X509ExtendedKeyManager usual;

  ProtocolKeys(String protocol, SpecialCertificates certificates, X509ExtendedKeyManager usual) {
    this.protocol = protocol;
    this.certificates = certificates;
    this.usual = usual;
  }

  /** The JDK has agreed on the protocol by now, since its engine was given a list of them. */
  @Override
  public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
    if (engine == null || !protocol.equals(engine.getHandshakeApplicationProtocol())) {
      return usual.chooseEngineServerAlias(keyType, issuers, engine);
    }
    return AskedName.in(engine.getHandshakeSession())
        .filter(name -> certificates
            .answer(name)
            .filter(found -> found.key().getAlgorithm().equals(keyType))
            .isPresent())
        .map(PREFIX::concat)
        .orElse(null);
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return alias.startsWith(PREFIX)
        ? special(alias).map(KeyMaterial::key).orElse(null)
        : usual.getPrivateKey(alias);
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return alias.startsWith(PREFIX)
        ? special(alias)
            .map(found -> found.chain().toArray(new X509Certificate[0]))
            .orElse(null)
        : usual.getCertificateChain(alias);
  }

  private Optional<KeyMaterial> special(String alias) {
    return certificates.answer(alias.substring(PREFIX.length()));
  }

  @Override
  public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
    return usual.chooseServerAlias(keyType, issuers, socket);
  }

  @Override
  public String[] getServerAliases(String keyType, Principal[] issuers) {
    return usual.getServerAliases(keyType, issuers);
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
