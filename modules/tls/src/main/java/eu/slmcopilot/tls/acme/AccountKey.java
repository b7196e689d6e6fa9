package eu.slmcopilot.tls.acme;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;

/** An account's key pair as PEM: PKCS #8 and the public key after it. */
final class AccountKey {
  private AccountKey() {}

  static String text(KeyPair pair) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
      pem.writeObject(new JcaPKCS8Generator(pair.getPrivate(), null));
      pem.writeObject(pair.getPublic());
    }
    return text.toString();
  }

  /** Reads it; the exception's message holds nothing of the text. */
  static KeyPair read(String text) throws IOException {
    PrivateKey secret = null;
    PublicKey open = null;
    JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
    try (PEMParser parser = new PEMParser(new StringReader(text))) {
      for (Object next = parser.readObject(); next != null; next = parser.readObject()) {
        if (next instanceof PrivateKeyInfo info) {
          secret = converter.getPrivateKey(info);
        } else if (next instanceof SubjectPublicKeyInfo info) {
          open = converter.getPublicKey(info);
        }
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("no valid PEM", e);
    }
    if (secret == null || open == null) {
      throw new IOException("a private and a public key are expected");
    }
    return new KeyPair(open, secret);
  }
}
